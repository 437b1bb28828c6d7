// Gives every listing a button that copies it. The words come from <body data-copy data-copied>.
const { copy: copyWord, copied: copiedWord } = document.body.dataset;

function copyButton(listing) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet btn--sm";
  button.textContent = copyWord;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(listing.querySelector("pre").innerText);
    button.textContent = copiedWord;
    setTimeout(() => (button.textContent = copyWord), 1600);
  });
  return button;
}

for (const listing of document.querySelectorAll(".code:has(pre)")) {
  listing.querySelector(".code__head")?.append(copyButton(listing));
}
