// Places as dots, larger for more events, red where conflict prevails. North is up and west is left
// in every language.
import { colour, escaped, onSave, pngOf, svgBlob } from "./chart.js";

const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

export async function draw(figure, canvas) {
  const { geoMercator, geoPath, feature } = await import("./vendor/map.js");
  const atlas = await (await fetch(new URL("./vendor/countries.json", import.meta.url))).json();
  const spots = [...figure.querySelectorAll("tr[data-lat]")].map((r) => ({
    at: [Number(r.dataset.lon), Number(r.dataset.lat)], name: r.dataset.name,
    events: Number(r.dataset.events), conflict: Number(r.dataset.conflict),
    href: r.querySelector("a").getAttribute("href"), told: [...r.cells].map((c) => c.textContent).slice(0, 2).join(" · "),
  }));
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const where = { type: "MultiPoint", coordinates: near(spots).map((s) => s.at) };
  const margin = 46;
  const projection = geoMercator();
  if (spots.length > 1) projection.fitExtent([[margin, margin], [size.width - margin, size.height - margin]], where);
  else projection.scale(700).center(spots[0].at).translate([size.width / 2, size.height / 2]);
  projection.scale(Math.min(projection.scale(), 1400));
  const home = { scale: projection.scale(), translate: projection.translate() };
  const land = feature(atlas, atlas.objects.countries);
  const svg = element("svg", { viewBox: `0 0 ${size.width} ${size.height}`, direction: "ltr" });
  canvas.replaceChildren(svg);
  // Its places are links, and an image has none.
  canvas.setAttribute("role", "group");
  const show = () => paint(svg, { projection, path: geoPath(projection), land, spots });
  show();
  move(figure, svg, projection, home, show);
  onSave(figure, {
    svg: () => svgBlob(standalone(svg)),
    png: () => pngOf(standalone(svg), size.width, size.height),
  });
}

// Where most of it happened fills the view; what lies far off is reached with the buttons.
function near(spots) {
  const total = spots.reduce((sum, s) => sum + s.events, 0);
  const middle = (n, share) => {
    let seen = 0;
    return [...spots].sort((a, b) => a.at[n] - b.at[n]).find((s) => (seen += s.events) >= total * share).at[n];
  };
  const [west, east, south, north] = [middle(0, .03), middle(0, .97), middle(1, .03), middle(1, .97)];
  const inside = spots.filter(({ at: [x, y] }) => x >= west && x <= east && y >= south && y <= north);
  return inside.length > 1 ? inside : spots;
}

function paint(svg, { projection, path, land, spots }) {
  svg.replaceChildren();
  element("path", { d: path(land), class: "map-land" }, svg);
  const taken = [];
  const names = [];
  for (const s of [...spots].sort((a, b) => b.events - a.events)) {
    const [x, y] = projection(s.at);
    const radius = Math.min(22, 4 + Math.sqrt(s.events) * 2);
    const link = element("a", { href: s.href, "aria-label": s.told }, svg);
    const dot = element("circle", { cx: x, cy: y, r: radius, class: s.conflict * 2 > s.events ? "map-dot conflict" : "map-dot" }, link);
    element("title", {}, dot).textContent = s.told;
    link.addEventListener("click", () => { const place = document.querySelector(s.href); if (place) place.open = true; });
    const box = [x - s.name.length * 4, y + radius, x + s.name.length * 4, y + radius + 16];
    if (taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) continue;
    taken.push(box);
    names.push({ x, y: y + radius + 12, name: s.name });
  }
  // Over all dots, so that none hides a name.
  for (const { x, y, name } of names) element("text", { x, y, class: "map-name" }, svg).textContent = name;
}

function move(figure, svg, projection, home, show) {
  const zoom = (factor, [x, y]) => {
    const scale = Math.min(home.scale * 40, Math.max(home.scale / 3, projection.scale() * factor));
    const [tx, ty] = projection.translate();
    const k = scale / projection.scale();
    projection.scale(scale).translate([x - (x - tx) * k, y - (y - ty) * k]);
    show();
  };
  const middle = () => [svg.clientWidth / 2, svg.clientHeight / 2];
  const buttons = document.querySelector(".zoom");
  if (buttons) buttons.hidden = false;
  for (const b of document.querySelectorAll("[data-zoom]")) b.onclick = () => zoom(b.dataset.zoom === "in" ? 1.6 : 1 / 1.6, middle());
  svg.addEventListener("wheel", (e) => { if (!e.ctrlKey) return; e.preventDefault(); zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2, [e.offsetX, e.offsetY]); }, { passive: false });
  let from = null;
  svg.addEventListener("pointerdown", (e) => { if (e.target.closest("a")) return; from = [e.clientX, e.clientY, ...projection.translate()]; svg.setPointerCapture(e.pointerId); });
  svg.addEventListener("pointermove", (e) => { if (!from) return; projection.translate([from[2] + e.clientX - from[0], from[3] + e.clientY - from[1]]); show(); });
  svg.addEventListener("pointerup", () => { from = null; });
}

// A picture that stands alone takes its colours with it.
function standalone(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", SVG);
  const paintAs = { "map-land": { fill: "faint", stroke: "line" }, "map-dot": { fill: "mp" }, "map-dot conflict": { fill: "mc" }, "map-name": { fill: "ink" } };
  for (const part of copy.querySelectorAll("[class]")) {
    for (const [key, name] of Object.entries(paintAs[part.getAttribute("class")] ?? {})) part.setAttribute(key, colour(name));
    if (part.localName === "text") { part.setAttribute("text-anchor", "middle"); part.setAttribute("font-size", "11"); }
  }
  for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
  copy.setAttribute("aria-label", escaped(document.title));
  return new XMLSerializer().serializeToString(copy);
}
