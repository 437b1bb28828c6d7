// Changes the theme in place; the form alone does the same with a page load.
for (const form of document.querySelectorAll("form.theme")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const theme = event.submitter.value;
    const body = new FormData(form, event.submitter);
    document.documentElement.dataset.theme = theme;
    form.querySelector(`button:not([value="${theme}"])`).focus();
    // Kept alive, as a page may be left before it is answered.
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  });
}
