// Who deals with whom: a click expands an actor with its own ties, another collapses it.
import { colour, escaped, number, onSave, rtl, svgBlob } from "./chart.js";

const tiesOf = (table) =>
  [...table.querySelectorAll("tr[data-a]")].map((r) => ({
    a: r.dataset.a, b: r.dataset.b, aName: r.dataset.aName, bName: r.dataset.bName,
    events: Number(r.dataset.events), score: r.dataset.score === "" ? 0 : Number(r.dataset.score),
  }));

export async function draw(figure, canvas) {
  const { default: cytoscape } = await import("./vendor/cytoscape.js");
  const graph = cytoscape({ container: canvas, style: style(), minZoom: 0.2, maxZoom: 3, userZoomingEnabled: false });
  const opened = new Map();
  add(graph, tiesOf(figure.querySelector("table")).slice(0, canvas.clientWidth < 500 ? 12 : 40));
  for (const step of document.querySelectorAll("[data-way] li")) graph.getElementById(step.dataset.id).addClass("way");
  keepLarger(graph);
  arrange(graph, true);
  canvas.addEventListener("pointerenter", () => graph.userZoomingEnabled(false));
  canvas.addEventListener("wheel", (e) => graph.userZoomingEnabled(e.ctrlKey), { capture: true });
  graph.on("tap", "node", async ({ target }) => {
    if (opened.has(target.id())) collapse(graph, opened, target.id());
    else await expand(graph, opened, target.id(), figure.dataset.more);
  });
  graph.on("dbltap", "node", ({ target }) => { location.href = `${base(figure)}/actors/${encodeURIComponent(target.id())}`; });
  graph.on("tap", "edge", ({ target }) => {
    location.href = `${base(figure)}/actors/${encodeURIComponent(target.data("source"))}/with/${encodeURIComponent(target.data("target"))}`;
  });
  document.addEventListener("theme", () => { graph.style(style()); graph.forceRender(); });
  onSave(figure, {
    png: async () => (await graph.png({ output: "blob-promise", full: true, scale: 2, bg: colour("card") })),
    svg: () => svgBlob(drawing(graph)),
  });
}

const base = (figure) => new URL(figure.dataset.more, location.href).pathname.split("/").slice(0, 2).join("/");

function add(graph, ties) {
  const fresh = [];
  for (const t of ties.filter((x) => x.a && x.b)) {
    for (const [id, name] of [[t.a, t.aName], [t.b, t.bName]]) {
      if (graph.getElementById(id).empty()) fresh.push(graph.add({ data: { id, name: short(name), full: name } }));
    }
    const id = [t.a, t.b].sort().join("|");
    if (graph.getElementById(id).empty()) {
      fresh.push(graph.add({ data: { id, source: t.a, target: t.b, events: t.events, width: Math.min(9, 1 + Math.sqrt(t.events)), kind: t.score < 0 ? "conflict" : "peace" } }));
    }
  }
  return fresh;
}

const short = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

async function expand(graph, opened, id, address) {
  const asked = new URL(address, location.href);
  asked.search = new URLSearchParams({ actor: id, part: 1 });
  const answer = await fetch(asked);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = add(graph, tiesOf(page));
  opened.set(id, fresh.map((x) => x.id()));
  graph.getElementById(id).addClass("open");
  arrange(graph, false);
}

function collapse(graph, opened, id) {
  const gone = new Set(opened.get(id));
  opened.delete(id);
  graph.getElementById(id).removeClass("open");
  graph.edges().filter((e) => gone.has(e.id())).remove();
  graph.nodes().filter((n) => gone.has(n.id()) && n.degree() === 0).remove();
}

// Pairs that hang on nobody else crowd out the rest; they stay in the table.
function keepLarger(graph) {
  const all = graph.elements().components();
  const larger = all.filter((p) => p.nodes().length > 2);
  if (larger.length) for (const pair of all.filter((p) => !larger.includes(p))) pair.remove();
}

function arrange(graph, fresh) {
  graph.layout({ name: "cose", animate: false, randomize: fresh, nodeRepulsion: () => 90_000, idealEdgeLength: () => 70, componentSpacing: 24, gravity: 1.6, padding: 24, nodeDimensionsIncludeLabels: true, numIter: 700 }).run();
  fill(graph, fresh && rtl);
}

// Names stay readable where the drawing is stretched to the room there is, and nothing is cut off.
// A layout starts from the left; its mirror image starts where the reader of Arabic does.
function fill(graph, mirrored) {
  const room = { x: graph.width() - 150, y: graph.height() - 70 };
  const box = graph.nodes().boundingBox({ includeLabels: false });
  const across = (x) => (x - box.x1) / Math.max(1, box.w);
  graph.nodes().positions((n) => ({
    x: 75 + room.x * (mirrored ? 1 - across(n.position("x")) : across(n.position("x"))),
    y: 25 + room.y * ((n.position("y") - box.y1) / Math.max(1, box.h)),
  }));
  apart(graph);
  graph.zoom(1);
  graph.pan({ x: 0, y: 0 });
}

// Names that lie on each other give way, the shorter way, as long as there is room.
function apart(graph) {
  const [wide, high] = [graph.width(), graph.height()];
  const boxes = graph.nodes().map((n) => ({ n, ...n.position(), half: Math.max(14, n.data("name").length * 3.6 + 4) }));
  for (let round = 0, moved = true; moved && round < 300; round += 1) {
    moved = false;
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const across = a.half + b.half - Math.abs(a.x - b.x);
        const down = 40 - Math.abs(a.y - b.y);
        if (across <= 0 || down <= 0) continue;
        moved = true;
        const [axis, step] = down < across ? ["y", down / 2 + 0.5] : ["x", across / 2 + 0.5];
        const side = a[axis] <= b[axis] ? -1 : 1;
        a[axis] += side * step;
        b[axis] -= side * step;
      }
    }
    for (const box of boxes) {
      box.x = Math.min(wide - box.half, Math.max(box.half, box.x));
      box.y = Math.min(high - 32, Math.max(14, box.y));
    }
  }
  for (const { n, x, y } of boxes) n.position({ x, y });
}

const style = () => [
  { selector: "node", style: { width: 14, height: 14, "background-color": colour("accent"), label: "data(name)", color: colour("ink"), "font-family": "Plex, sans-serif", "font-size": 13, "text-valign": "bottom", "text-margin-y": 4, "text-outline-color": colour("card"), "text-outline-width": 2 } },
  { selector: "node.open", style: { "border-width": 4, "border-color": colour("focus") } },
  { selector: "node.way", style: { "background-color": colour("focus") } },
  { selector: "edge", style: { width: "data(width)", "line-color": colour("mp"), opacity: 0.55, "curve-style": "haystack" } },
  { selector: "edge[kind = 'conflict']", style: { "line-color": colour("mc") } },
];

function drawing(graph) {
  const box = graph.elements().boundingBox();
  const line = (e) => {
    const [a, b] = [e.source().position(), e.target().position()];
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${colour(e.data("kind") === "conflict" ? "mc" : "mp")}" stroke-width="${e.data("width")}" opacity=".55"><title>${number(e.data("events"))}</title></line>`;
  };
  const node = (n) => {
    const { x, y } = n.position();
    return `<circle cx="${x}" cy="${y}" r="7" fill="${colour("accent")}"/><text x="${x}" y="${y + 21}" text-anchor="middle" font-family="IBM Plex Sans Arabic, sans-serif" font-size="13" fill="${colour("ink")}">${escaped(n.data("full"))}</text>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - 20} ${box.y1 - 20} ${box.w + 40} ${box.h + 40}">${graph.edges().map(line).join("")}${graph.nodes().map(node).join("")}</svg>`;
}
