// Escape and a click outside close menus; Escape closes a margin question.
const openMenus = "details:is(.menu-wrap, .confirm)[open]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest(`${openMenus}, details.margin[open]`);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(openMenus)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
