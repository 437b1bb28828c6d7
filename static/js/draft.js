// Keeps what is being written in <textarea data-draft="key"> on this device until it has arrived; without a key it is
// known by where its form is sent.
// A text counts as arrived when its sending was answered by leading on to another page: who shows it again to be mended,
// failed, or was never reached because another page was asked for meanwhile, leads nowhere. A field that shows what has
// arrived earlier says so (data-arrived), and a draft that goes beyond it wins.
const prefix = "draft:";
const sentKey = sessionStorage.getItem("sent");
const here = performance.getEntriesByType("navigation")[0];
const ledHere = here?.type === "navigate" && here.redirectCount > 0;

sessionStorage.removeItem("sent");
if (sentKey && ledHere && !("failed" in document.body.dataset)) localStorage.removeItem(sentKey);

function keep(area, key) {
  if (area.value.trim()) localStorage.setItem(key, area.value);
  else localStorage.removeItem(key);
}

function restore(area, key) {
  const draft = localStorage.getItem(key);
  if (!draft || draft === area.value) return;
  if (area.value.trim() && !("arrived" in area.dataset)) return;
  area.value = draft;
  const note = area.form.querySelector("[data-restored]");
  if (note) note.hidden = false;
}

for (const area of document.querySelectorAll("textarea[data-draft]")) {
  const key = prefix + (area.dataset.draft || area.form.getAttribute("action"));
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
