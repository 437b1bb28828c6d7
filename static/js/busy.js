// A form is sent once: its button shows that it is under way.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method !== "post") return;
  if (button.ariaBusy === "true") return event.preventDefault();
  button.ariaBusy = "true";
  setTimeout(() => (button.ariaBusy = null), 8000); // a download answers without a new page
});

// Coming back with the browser's button finds the form ready again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.ariaBusy = null;
});
