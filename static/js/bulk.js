// Counts the chosen rows of <form data-bulk>, and chooses them all.
for (const form of document.querySelectorAll("form[data-bulk]")) {
  const all = form.querySelector("[data-all]");
  const rows = [...form.querySelectorAll("tbody input[type=checkbox]")];
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const row of rows) row.checked = all.checked;
    const chosen = rows.filter((row) => row.checked).length;
    form.querySelector("[data-count]").textContent = chosen;
    if (all) all.indeterminate = chosen > 0 && chosen < rows.length;
  });
}
