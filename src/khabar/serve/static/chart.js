// What all charts share: colours of the theme, direction, and how a picture is saved.
export const rtl = document.documentElement.dir === "rtl";
export const arabic = document.documentElement.lang === "ar";

const digits = new Intl.NumberFormat(arabic ? "ar-u-nu-arab" : "en", { maximumFractionDigits: 1 });
export const number = (value) => digits.format(value);

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function save(figure, kind, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${figure.dataset.title}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function onSave(figure, makers) {
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.onclick = async () => save(figure, button.dataset.save, await makers[button.dataset.save]());
  }
}

export const svgBlob = (text) => new Blob([text], { type: "image/svg+xml" });

export function pngOf(svg, width, height) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
      const pen = canvas.getContext("2d");
      pen.fillStyle = colour("card");
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done);
    };
    image.onerror = failed;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}

export const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// ECharts with the look of the page; option makes the chart anew for each theme.
export async function startChart(figure, canvas, option) {
  const { init } = await import("./vendor/charts.js");
  const chart = init(canvas, null, { renderer: "canvas" });
  const show = () => {
    chart.setOption({ ...look(), ...option() }, true);
    chart.getZr().flush(); // a page that is printed does not wait for the next frame
  };
  show();
  addEventListener("resize", () => chart.resize());
  document.addEventListener("theme", show);
  onSave(figure, {
    svg: () => {
      const size = { width: canvas.clientWidth, height: canvas.clientHeight };
      const still = init(null, null, { renderer: "svg", ssr: true, ...size });
      still.setOption({ ...chart.getOption(), animation: false });
      return svgBlob(still.renderToSVGString());
    },
    png: () => new Promise((done) => {
      chart.renderToCanvas({ pixelRatio: 2, backgroundColor: colour("card") }).toBlob(done);
    }),
  });
  return { chart, show };
}

const look = () => ({
  animation: false,
  textStyle: { fontFamily: 'Plex, "IBM Plex Sans Arabic", sans-serif', color: colour("ink") },
});

export const axis = () => ({
  axisLine: { lineStyle: { color: colour("line") } },
  axisTick: { show: false },
  axisLabel: { color: colour("soft"), fontSize: 12 },
  splitLine: { lineStyle: { color: colour("faint") } },
});

// Tooltips as HTML would need styles inside the page, which its policy forbids.
export const tooltip = () => ({
  trigger: "axis",
  renderMode: "richText",
  confine: true,
  backgroundColor: colour("card"),
  borderColor: colour("line"),
  textStyle: { color: colour("ink"), fontFamily: "Plex, sans-serif", fontSize: 13 },
});
