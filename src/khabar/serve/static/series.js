// Events over time by quad class; the closer the view, the finer the periods that are asked for.
import { arabic, axis, colour, number, rtl, startChart, tooltip } from "./chart.js";

const COLOURS = {
  material_conflict: "mc", verbal_conflict: "vc", neutral: "ne",
  verbal_cooperation: "vp", material_cooperation: "mp",
};
const DAY = 86_400_000;
const NEXT = { year: "month", month: "day", week: "day" };
const FINE = { year: 366 * 8, month: 400, week: 120 };

function rowsOf(table) {
  const heads = [...table.querySelectorAll("th[data-key]")];
  return {
    by: table.dataset.by,
    keys: heads.map((h) => ({ key: h.dataset.key, name: h.textContent })),
    rows: [...table.querySelectorAll("tr[data-start]")].map((row) => ({
      start: row.dataset.start,
      end: row.dataset.end,
      name: row.querySelector("th").textContent,
      href: row.querySelector("a").href,
      values: [...row.querySelectorAll("td")].map((c) => (c.dataset.v === "" ? null : Number(c.dataset.v))),
    })),
  };
}

const time = (day) => Date.parse(`${day}T00:00:00Z`);

// Periods without an event stand in the row too: time runs evenly.
function filled({ by, keys, rows }) {
  if (!rows.length || by === "week") return { by, keys, rows };
  const known = new Map(rows.map((r) => [r.start, r]));
  const size = { year: 4, month: 7, day: 10 }[by];
  const names = new Intl.DateTimeFormat(arabic ? "ar-u-nu-arab-ca-gregory" : "en-GB", {
    timeZone: "UTC", year: "numeric",
    ...(size > 4 && { month: "long" }), ...(size > 7 && { day: "numeric" }),
  });
  const all = [];
  const at = new Date(time(rows[0].start));
  const last = time(rows.at(-1).start);
  while (at.getTime() <= last && all.length < 4000) {
    const start = at.toISOString().slice(0, 10);
    all.push(known.get(start) ?? { start, end: start, name: names.format(at), values: keys.map((k) => (k.key === "score" ? null : 0)) });
    if (by === "year") at.setUTCFullYear(at.getUTCFullYear() + 1);
    else if (by === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCDate(at.getUTCDate() + 1);
  }
  return { by, keys, rows: all };
}

export async function draw(figure, canvas) {
  const whole = filled(rowsOf(figure.querySelector("table")));
  let shown = whole;
  const { chart, show } = await startChart(figure, canvas, () => option(shown, shown === whole));
  chart.on("click", (point) => {
    const href = shown.rows[point.dataIndex]?.href;
    if (href) location.href = href;
  });
  if (!figure.dataset.more) return;
  let busy = false;
  chart.on("datazoom", async () => {
    const zoom = chart.getOption().dataZoom[0];
    const [first, last] = [shown.rows[zoom.startValue], shown.rows[zoom.endValue]];
    if (busy || !first || !last) return;
    const days = (time(last.end) - time(first.start)) / DAY;
    if (NEXT[shown.by] && days < FINE[shown.by]) {
      busy = true;
      shown = (await finer(figure.dataset.more, NEXT[shown.by], first.start, last.end)) ?? shown;
      show();
      busy = false;
    }
  });
  canvas.addEventListener("dblclick", () => { shown = whole; show(); });
}

async function finer(address, by, since, until) {
  const asked = new URL(address, location.href);
  for (const [key, value] of Object.entries({ by, since, until, part: 1 })) asked.searchParams.set(key, value);
  const answer = await fetch(asked);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = filled(rowsOf(page.querySelector("table")));
  return found.rows.length ? found : null;
}

// A few events of long ago would press the rest together: the view begins behind them.
function begins(rows) {
  const many = rows.map((r) => r.values.slice(0, -1).reduce((sum, v) => sum + (v ?? 0), 0));
  const few = many.reduce((sum, v) => sum + v, 0) * 0.05;
  let seen = 0;
  const first = many.findIndex((v) => (seen += v) > few);
  return first > rows.length / 3 ? first : 0;
}

function option({ keys, rows }, whole) {
  const bars = keys.filter((k) => k.key !== "score");
  const score = keys.findIndex((k) => k.key === "score");
  return {
    color: bars.map((k) => colour(COLOURS[k.key])),
    grid: { left: rtl ? 34 : 44, right: rtl ? 44 : 34, top: 44, bottom: 66 },
    legend: { top: 6, type: "scroll", icon: "roundRect", itemWidth: 11, itemHeight: 11, textStyle: { color: colour("ink") }, pageTextStyle: { color: colour("soft") } },
    tooltip: { ...tooltip(), valueFormatter: (v) => (v === null || v === undefined ? "—" : number(v)) },
    xAxis: { type: "category", inverse: rtl, data: rows.map((r) => r.name), ...axis() },
    yAxis: [
      { type: "value", minInterval: 1, position: rtl ? "right" : "left", ...axis(), axisLabel: { color: colour("soft"), formatter: number } },
      { type: "value", min: -10, max: 10, interval: 5, position: rtl ? "left" : "right", ...axis(), splitLine: { show: false }, axisLabel: { color: colour("soft"), formatter: number } },
    ],
    dataZoom: [
      { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, ...(whole ? { startValue: begins(rows) } : {}) },
      { type: "slider", height: 20, bottom: 8, borderColor: colour("line"), fillerColor: "rgba(91,157,189,.2)", showDetail: false, brushSelect: false, ...(whole ? { startValue: begins(rows) } : { start: 0, end: 100 }), show: rows.length > 3 },
    ],
    series: [
      ...bars.map((k, n) => ({ name: k.name, type: "bar", stack: "events", barMaxWidth: 28, data: rows.map((r) => r.values[n]) })),
      ...(score < 0 ? [] : [{ name: keys[score].name, type: "line", yAxisIndex: 1, connectNulls: false, showSymbol: true, symbolSize: rows.length < 60 ? 5 : 3, lineStyle: { width: 1.3, color: colour("ink"), opacity: .7 }, itemStyle: { color: colour("ink") }, data: rows.map((r) => r.values[score]) }]),
    ],
  };
}
