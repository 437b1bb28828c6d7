// Keeps what is being written in <textarea data-draft="key"> on this device until it has arrived; without a key it is
// known by where its form is sent.
// A text counts as arrived when the page after its sending is neither an error page nor an old one come back to, and does
// not show it to be mended: a field that shows what has arrived says so (data-arrived).
const prefix = "draft:";
const sentKey = sessionStorage.getItem("sent");
const cameBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
const failed = "failed" in document.body.dataset;

sessionStorage.removeItem("sent");
if (sentKey && !failed && !cameBack) localStorage.removeItem(sentKey);

function keep(area, key) {
  if (area.value.trim()) localStorage.setItem(key, area.value);
  else localStorage.removeItem(key);
}

function restore(area, key) {
  const draft = localStorage.getItem(key);
  if (!draft || area.value.trim()) return;
  area.value = draft;
  const note = area.form.querySelector("[data-restored]");
  if (note) note.hidden = false;
}

for (const area of document.querySelectorAll("textarea[data-draft]")) {
  const key = prefix + (area.dataset.draft || area.form.getAttribute("action"));
  if (key === sentKey && area.value.trim() && !("arrived" in area.dataset)) keep(area, key);
  restore(area, key);
  area.addEventListener("input", () => keep(area, key));
  area.form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

// Signing out leaves no drafts behind on a shared computer.
for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  });
}
