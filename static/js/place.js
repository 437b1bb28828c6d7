// Remembers where somebody reads, once they have begun: after the first scroll, or a quarter of a minute.
const mark = document.querySelector("[data-place]");
let sent = false;

function remember() {
  if (sent) return;
  sent = true;
  removeEventListener("scroll", remember);
  const body = new URLSearchParams({ csrf_token: mark.dataset.token });
  fetch(mark.dataset.place, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

if (mark) {
  addEventListener("scroll", remember, { passive: true });
  setTimeout(remember, 15000);
}
