// Saved searches rest in this browser.
const KEY = "searches";

export function startSaved() {
  const section = document.querySelector("[data-saved]");
  if (!section) return;
  section.hidden = false;
  const list = section.querySelector("ul");
  const show = () => list.replaceChildren(...all().map((s) => item(s, show)));
  section.querySelector("[data-save-search]").addEventListener("click", () => {
    const asked = new URLSearchParams(location.search);
    const name = [...asked.entries()].filter(([k, v]) => v && k !== "in").map(([, v]) => v).join(" · ");
    if (!name) return;
    keep([...all().filter((s) => s.address !== location.search), { name, address: location.search }]);
    show();
  });
  show();
}

const all = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const keep = (searches) => localStorage.setItem(KEY, JSON.stringify(searches));

function item(search, show) {
  const line = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: search.address, textContent: search.name, dir: "auto" });
  const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  drop.setAttribute("aria-label", `× ${search.name}`);
  drop.addEventListener("click", () => { keep(all().filter((s) => s.address !== search.address)); show(); });
  line.append(link, drop);
  return line;
}
