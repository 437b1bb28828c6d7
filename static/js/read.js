// Says that a thread was read once it has been in sight for a moment; without script its button does.
const form = document.querySelector("form[data-read]");
const aMoment = 1500; // ms; a page that is closed at once was not read

async function markRead() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    redirect: "manual",
    keepalive: true,
  });
  if (answer.ok || answer.type === "opaqueredirect") form.hidden = true;
}

function whenInSight() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", whenInSight);
  setTimeout(markRead, aMoment);
}

if (form) {
  document.addEventListener("visibilitychange", whenInSight);
  whenInSight();
}
