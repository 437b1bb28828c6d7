// Keeps what is being written in <textarea data-draft="key"> on this device until it has arrived; without a key it is
// known by where its form is sent.
// A text counts as arrived when its sending was answered by leading on to another page: who shows it again to be mended,
// failed, or was never reached because another page was asked for meanwhile, leads nowhere. A field that shows what has
// arrived earlier says so (data-arrived), and a draft that goes beyond it wins; what arrived since the draft was begun,
// from another device, stays, and the draft is shown beside it (data-older).
const prefix = "draft:";
const sentKey = sessionStorage.getItem("sent");
const here = performance.getEntriesByType("navigation")[0];
const ledHere = here?.type === "navigate" && here.redirectCount > 0;

sessionStorage.removeItem("sent");
if (sentKey && ledHere && !("failed" in document.body.dataset)) forget(sentKey);

// What the draft goes beyond, kept beside it: the text that has arrived, or none.
function under(key) {
  return `${key}#under`;
}

// An older draft that what arrived has overtaken.
function older(key) {
  return `${key}#older`;
}

function forget(key) {
  for (const name of [key, under(key), older(key)]) localStorage.removeItem(name);
}

function keep(area, key) {
  if (!area.value.trim()) return localStorage.removeItem(key);
  localStorage.setItem(key, area.value);
  if ("arrived" in area.dataset || !area.defaultValue) localStorage.setItem(under(key), area.defaultValue);
}

function restore(area, key) {
  const draft = localStorage.getItem(key);
  const overtaken = (localStorage.getItem(under(key)) ?? area.defaultValue) !== area.defaultValue;
  const arrived = "arrived" in area.dataset;
  if (arrived && draft && draft !== area.value && overtaken) {
    localStorage.setItem(older(key), draft);
    localStorage.removeItem(key);
  }
  if (arrived && localStorage.getItem(older(key))) showBeside(area, localStorage.getItem(older(key)));
  if (!draft || draft === area.value || (arrived && overtaken)) return;
  if (area.value.trim() && !arrived) return;
  area.value = draft;
  const note = area.form.querySelector("[data-restored]");
  if (note) note.hidden = false;
}

function showBeside(area, draft) {
  const beside = area.form.querySelector("[data-older]");
  beside.querySelector("textarea").value = draft;
  beside.hidden = false;
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
