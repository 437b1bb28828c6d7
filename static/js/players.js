// Loads a film or a document from its address only when it is asked for; the link alone leads there.
const ALLOWED = "fullscreen; picture-in-picture; encrypted-media";

function play(player, link) {
  const frame = document.createElement("iframe");
  frame.src = player.dataset.player;
  frame.title = link.textContent.trim();
  frame.allow = ALLOWED;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.className = "video__player";
  link.closest(".video__frame").replaceWith(frame);
  frame.focus();
}

for (const player of document.querySelectorAll("[data-player]")) {
  const link = player.querySelector("a");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own was asked for
    event.preventDefault();
    play(player, link);
  });
}
