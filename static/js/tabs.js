// Remembers which tab was chosen in each group, on this page and on those that follow.
const bars = [...document.querySelectorAll(".tabset__bar[data-tabs]")];

function kept(group) {
  try {
    return localStorage.getItem(`tabs:${group}`);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(group, name) {
  try {
    localStorage.setItem(`tabs:${group}`, name);
  } catch {
    // then it holds for this page
  }
}

function choose(group, name) {
  for (const bar of bars) {
    if (bar.dataset.tabs !== group) continue;
    const box = [...bar.querySelectorAll("input")].find((input) => input.value === name);
    if (box) box.checked = true;
  }
}

for (const bar of bars) {
  const group = bar.dataset.tabs;
  choose(group, kept(group));
  bar.addEventListener("change", (event) => {
    const was = bar.getBoundingClientRect().top;
    keep(group, event.target.value);
    choose(group, event.target.value);
    scrollBy(0, bar.getBoundingClientRect().top - was); // other tabs above may have changed their height
  });
}
