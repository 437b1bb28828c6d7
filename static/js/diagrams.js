// Draws diagrams, each in a sandboxed frame that can reach nothing; where that fails its source stays.
const TALLEST = 4000;
const night = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : night.matches;
}

function hang(figure) {
  const source = figure.querySelector("pre").textContent;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = figure.dataset.diagram;
  frame.loading = "lazy";
  frame.className = "diagram__frame";
  frame.src = "/frames/diagram";
  const send = () => frame.contentWindow?.postMessage({ source, dark: isDark() }, "*");

  addEventListener("message", ({ source: sender, data }) => {
    if (sender !== frame.contentWindow) return;
    if (data?.ready) send();
    if (data?.failed) frame.remove();
    if (!Number.isFinite(data?.height)) return;
    frame.height = Math.min(Math.max(data.height, 40), TALLEST);
    if (!frame.dataset.drawn) figure.querySelector("details").open = false;
    frame.dataset.drawn = "true";
  });
  night.addEventListener("change", send);
  new MutationObserver(send).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  figure.prepend(frame);
}

document.querySelectorAll("[data-diagram]").forEach(hang);
