// Gives every listing, and every field whose text is to be taken elsewhere (data-copyable), a button that copies it.
// The words come from <body data-copy data-copied>.
const { copy: copyWord, copied: copiedWord } = document.body.dataset;

function copyButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet btn--sm";
  button.textContent = copyWord;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = copiedWord;
    setTimeout(() => (button.textContent = copyWord), 1600);
  });
  return button;
}

for (const listing of document.querySelectorAll(".code:has(pre)")) {
  listing.querySelector(".code__head")?.append(copyButton(() => listing.querySelector("pre").innerText));
}
for (const field of document.querySelectorAll("[data-copyable]")) {
  const button = copyButton(() => field.value);
  button.classList.remove("btn--quiet");
  button.classList.add("self-start");
  field.after(button);
}
