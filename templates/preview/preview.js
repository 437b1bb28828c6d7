// Shows what was saved without losing the place: blocks that are the same stay as they are.
const PARTS = [".desk", ".lesson__outline", ".lesson__head", "main > article.prose", "#landing"];

const patch = (old, fresh) => {
  const before = [...old.childNodes], after = [...fresh.childNodes];
  const same = (one, other) => one && other && one.isEqualNode(other);
  let first = 0;
  while (same(before[first], after[first])) first += 1;
  let last = 0;
  while (last < Math.min(before.length, after.length) - first && same(before.at(-1 - last), after.at(-1 - last))) last += 1;
  for (const node of before.slice(first, before.length - last)) node.remove();
  const next = before.at(before.length - last) ?? null;
  for (const node of after.slice(first, after.length - last)) old.insertBefore(node, last ? next : null);
};

const show = async () => {
  const answer = await fetch(location.href);
  if (answer.redirected) return location.replace(answer.url + location.hash); // its file was renamed
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const gone = document.querySelector(".desk__gone"), said = page.querySelector(".desk__gone");
  if (said) return gone ?? document.querySelector(".desk").prepend(said);
  if (!answer.ok) return;
  if (gone) return location.reload();
  const [left, top] = [scrollX, scrollY];
  for (const part of PARTS) {
    const old = document.querySelector(part), fresh = page.querySelector(part);
    if (old && fresh) patch(old, fresh);
  }
  document.title = page.title;
  document.body.dataset.version = page.body.dataset.version;
  scrollTo({ left, top, behavior: "instant" });
};

const changes = new EventSource(`/-/changes?since=${document.body.dataset.version}`);
changes.onmessage = show;
addEventListener("pagehide", () => changes.close());
