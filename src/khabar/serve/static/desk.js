// Everything here is an addition: the pages can be read without it.
import { startArticle } from "./article.js";
import { startJobs } from "./jobs.js";
import { startSaved } from "./saved.js";

const root = document.documentElement;

function startTheme() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    document.dispatchEvent(new CustomEvent("theme"));
  });
}

// Paper is light whatever the screen is, and a drawn chart has the colours it was drawn in.
function startPrinting() {
  let screen;
  const shown = (theme) => {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("theme"));
  };
  addEventListener("beforeprint", () => { screen = root.dataset.theme; shown("light"); });
  addEventListener("afterprint", () => shown(screen));
}

const drawers = {
  timeline: () => import("./series.js"),
  series: () => import("./series.js"),
  tolls: () => import("./tolls.js"),
  network: () => import("./network.js"),
  map: () => import("./map.js"),
};

// A chart is drawn when it comes into view, from the table that stands for it.
function startCharts() {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      seen.unobserve(entry.target);
      void drawn(entry.target);
    }
  }, { rootMargin: "300px" });
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    if (figure.querySelector("tbody tr[data-start], tbody tr[data-a], tbody tr[data-lat], tbody tr[data-day]")) {
      seen.observe(figure);
    }
  }
}

async function drawn(figure) {
  const canvas = figure.querySelector(".canvas");
  try {
    const { draw } = await drawers[figure.dataset.chart]();
    canvas.hidden = false;
    await draw(figure, canvas);
    figure.querySelector("details").open = false;
    figure.querySelector(".picture").hidden = false;
  } catch (error) {
    canvas.hidden = true;
    console.warn("no chart:", error.message);
  }
}

// Stable links: a form leaves out what nobody filled in.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get" || event.target.hasAttribute("hx-get")) return;
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form [disabled]")) field.disabled = false;
});
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.parameters;
  for (const [name, value] of Object.entries(asked)) if (value === "") delete asked[name];
});
// On a phone the filters that nobody filled in are folded away: what was found comes first.
function startFilters() {
  for (const form of document.querySelectorAll("form.filters[data-fold]")) {
    const asked = [...new URLSearchParams(location.search)].some(([k, v]) => v && !["q", "in", "cursor"].includes(k));
    const button = Object.assign(document.createElement("button"), { type: "button", className: "fold", textContent: form.dataset.fold });
    const fold = (folded) => { form.classList.toggle("folded", folded); button.setAttribute("aria-expanded", String(!folded)); };
    button.addEventListener("click", () => fold(!form.classList.contains("folded")));
    form.querySelector(".acts button").after(" ", button);
    fold(!asked);
  }
}

// A list grows while somebody scrolls, up to a bound; then "more" leads on to a page of its own.
document.addEventListener("htmx:beforeRequest", (event) => {
  const more = event.target.closest("p.more a");
  const rows = more?.closest("#rows");
  if (!rows || rows.querySelectorAll(".row").length < Number(rows.dataset.most)) return;
  event.preventDefault();
  if (event.detail.requestConfig.triggeringEvent?.type === "click") location.assign(more.href);
});
// The link to the other language leads to what is shown now.
document.addEventListener("htmx:pushedIntoHistory", () => {
  const link = document.querySelector("[data-language]");
  link.href = `/${link.lang}${location.pathname.slice(3)}${location.search}`;
});

startTheme();
startPrinting();
startFilters();
if (matchMedia("(max-width: 760px)").matches) {
  const here = document.querySelector(".side [aria-current]");
  here?.parentElement.scrollTo({ left: here.offsetLeft - here.parentElement.clientWidth / 2 + here.clientWidth / 2 });
}
startCharts();
startArticle();
startSaved();
startJobs();
