// Saves a box of a checklist as soon as it is ticked; without this the button below each list does.
const form = document.getElementById("ticks_form");

function save(box) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, shown: box.value });
  if (box.checked) body.append("ticked", box.value);
  return fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
}

async function change(event) {
  const box = event.target;
  const answer = await save(box).catch(() => null);
  // a redirect that is not followed says that it was taken; anything else leaves the button as the way
  if (!answer || answer.type !== "opaqueredirect") return buttons(true);
  const boxes = [...form.elements].filter((one) => one.type === "checkbox");
  if ("finishes" in form.dataset && boxes.every((one) => one.checked)) location.reload();
}

function buttons(seen) {
  for (const button of document.querySelectorAll(".checklist__end")) button.hidden = !seen;
}

if (form) {
  buttons(false);
  for (const box of form.elements) if (box.type === "checkbox") box.addEventListener("change", change);
}
