// What Streamlit's page lacks: links that stay in it, a page that begins at its top, the
// language of the document, tables that are sorted, charts that follow the theme; and words
// that do not wait for what draws charts: on a slow line it is asked for after them.
const [navigation] = performance.getEntriesByType("navigation");
const isSlow = navigation.responseStart - navigation.requestStart > 100
  || navigator.connection?.downlink < 3;
let isAsked;
const ask = () => {
  if (isAsked) return;
  isAsked = true;
  for (const [rel, scripts] of Object.entries(more))
    for (const script of scripts) {
      const link = Object.assign(document.createElement("link"),
        {rel, href: `./static/js/${script}`, crossOrigin: "", fetchPriority: "low"});
      if (rel === "prefetch") link.as = "script";
      document.head.append(link);
    }
};
if (!isSlow) ask();
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="?"]');
  if (link && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    // Streamlit draws the page anew when the history moves: a link is an entry in it.
    event.preventDefault();
    history.pushState({}, "", link.getAttribute("href"));
    dispatchEvent(new PopStateEvent("popstate"));
  }
  const button = event.target.closest?.("table.marts thead button");
  if (button) sort(button.parentElement);
});
const number = (text) => parseFloat(text.replace(/[,=\s]/g, "").replace("\u2212", "-"));
const sort = (head) => {
  const table = head.closest("table"), at = head.cellIndex;
  const down = head.getAttribute("aria-sort") !== "descending";
  const rows = [...table.tBodies[0].rows].filter((row) => row.cells.length > at);
  const compare = (one, other) => {
    const [a, b] = [one, other].map((row) => row.cells[at].textContent.trim());
    const [x, y] = [number(a), number(b)];
    if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
    return (down ? -1 : 1) * (isNaN(x) ? a.localeCompare(b) : x - y);
  };
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  table.tBodies[0].append(...rows.sort(compare));
};
let shown, paper;
const colour = () =>
  getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
const watch = new MutationObserver(() => {
  if (colour() === paper) return;
  paper = colour();
  if (document.querySelector('[data-testid="stVegaLiteChart"]')) location.reload();
});
new MutationObserver(() => {
  const now = document.querySelector("[data-viewer-page]")?.dataset;
  if (!now) return;
  ask();
  document.documentElement.lang = now.viewerLang;
  if (shown && shown !== now.viewerPage)
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  shown = now.viewerPage;
  if (paper) return;
  paper = colour();
  watch.observe(document.querySelector('[data-testid="stApp"]'),
    {attributes: true, attributeFilter: ["class"]});
}).observe(document, {subtree: true, childList: true, attributes: true,
  attributeFilter: ["data-viewer-page", "data-viewer-lang"]});
