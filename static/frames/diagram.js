// Lives in a sandboxed frame that can reach nothing: draws the source that the page around it sends.
const place = document.getElementById("diagram");
let times = 0;

async function draw({ source, dark }) {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    theme: dark ? "dark" : "neutral",
    fontFamily: "system-ui, sans-serif",
  });
  const { svg } = await mermaid.render(`drawing-${++times}`, source);
  place.innerHTML = svg;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

addEventListener("message", async (event) => {
  if (event.source !== parent || typeof event.data?.source !== "string") return;
  try {
    await draw(event.data);
    parent.postMessage({ height: Math.ceil(place.getBoundingClientRect().height) }, "*");
  } catch {
    parent.postMessage({ failed: true }, "*");
  }
});

addEventListener("resize", () => {
  if (times) parent.postMessage({ height: Math.ceil(place.getBoundingClientRect().height) }, "*");
});

parent.postMessage({ ready: true }, "*");
