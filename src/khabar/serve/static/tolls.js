// Numbers as they were told, by the day of the report: a step for each thing counted.
import { axis, colour, number, rtl, startChart, tooltip } from "./chart.js";

export async function draw(figure, canvas) {
  const rows = [...figure.querySelectorAll("tr[data-day]")].filter((r) => r.dataset.day);
  if (!rows.length) throw new Error("no number has a day");
  const kinds = [...new Set(rows.map((r) => r.dataset.what))];
  const days = [...new Set(rows.map((r) => r.dataset.day))].sort();
  const highest = (day, what) => {
    const told = rows.filter((r) => r.dataset.day === day && r.dataset.what === what).map((r) => Number(r.dataset.high || r.dataset.low));
    return told.length ? Math.max(...told) : null;
  };
  await startChart(figure, canvas, () => ({
    color: ["mc", "vc", "mp", "vp", "ne"].map(colour),
    grid: { left: 52, right: 52, top: 40, bottom: 30 },
    legend: { top: 6, textStyle: { color: colour("ink") } },
    tooltip: { ...tooltip(), valueFormatter: (v) => (v === null || v === undefined ? "—" : number(v)) },
    xAxis: { type: "category", inverse: rtl, data: days.map((d) => nameOf(rows, d)), ...axis() },
    yAxis: { type: "value", position: rtl ? "right" : "left", minInterval: 1, ...axis(), axisLabel: { color: colour("soft"), formatter: number } },
    series: kinds.map((what) => ({ name: what, type: "line", step: "end", connectNulls: true, symbolSize: 8, data: days.map((d) => highest(d, what)) })),
  }));
}

const nameOf = (rows, day) => rows.find((r) => r.dataset.day === day).cells[0].textContent;
