"use strict";
// Answers stay in this page and this browser until they are saved as a file: nothing is sent.
const form = document.querySelector("form");
const place = "khabar-audit-" + form.dataset.sample;
// What has been answered: the row of the file by its own key, so that nothing is written over unread.
const answers = () => {
  const found = new Map();
  const put = (...row) => found.set([place, row[0], row[1]].join("/"), row);
  for (const set of form.querySelectorAll("fieldset[data-item]")) {
    const said = set.querySelector("input:checked");
    const note = set.querySelector("input.note");
    if (said || note.value) put(set.dataset.item, set.dataset.field, said ? said.value : "", note.value);
  }
  for (const box of form.querySelectorAll("input[data-read]")) {
    if (box.checked) put(box.dataset.read, "read", "yes", "");
  }
  for (const row of form.querySelectorAll(".missing")) {
    const words = row.querySelector("input").value;
    if (words) found.set(row.dataset.key, [row.dataset.item, "missing", row.querySelector("select").value, words]);
  }
  return found;
};
// A cell that begins like a formula is no formula, and quotes are doubled.
const cell = (text) => {
  const plain = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return '"' + plain.replaceAll('"', '""').replaceAll(/[\r\n]+/g, " ") + '"';
};
const shown = () => {
  let done = 0;
  const items = form.querySelectorAll("section.asked");
  for (const item of items) {
    const sets = [...item.querySelectorAll("fieldset[data-item]")];
    const gone = sets[0].querySelector("input[value=wrong]").checked && sets.length > 1;
    sets.slice(1).forEach((set) => set.classList.toggle("off", gone));
    const full = gone || sets.every((set) => set.querySelector("input:checked"));
    item.classList.toggle("done", full);
    done += full ? 1 : 0;
  }
  document.querySelector("output").textContent = done + " / " + items.length;
};
// A page opened again now and then finds the browser's storage empty, though it is not (seen in
// Chromium under load). Each answer therefore has a place of its own there: a page that does not see
// what was kept writes over none of it. The page's entry in the history holds all of it once more.
const seen = new Map();
const keep = () => {
  shown();
  const now = answers();
  try {
    for (const key of [...seen.keys()]) {
      if (!now.has(key) && seen.delete(key)) localStorage.removeItem(key);
    }
    for (const [key, row] of now) {
      const text = JSON.stringify(row);
      if (seen.get(key) !== text) localStorage.setItem(key, text);
      seen.set(key, text);
    }
  } catch { /* private windows keep nothing */ }
};
// Not with every letter: browsers refuse more than some hundred entries in half a minute.
const keepInHistory = () => {
  try { history.replaceState([...answers()], ""); } catch { /* too many at once: the next one has all */ }
};
const parsed = (text) => {
  try { return JSON.parse(text); } catch { return null; }
};
const stored = () => {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      const row = key.startsWith(place + "/") ? parsed(localStorage.getItem(key)) : null;
      if (Array.isArray(row)) found.push([key, row]);
    }
  } catch { /* private windows keep nothing */ }
  return found;
};
const inHistory = () => (history.state || []).filter(([key]) => key.startsWith(place + "/"));
const added = (id, kind, words, key) => {
  const row = document.querySelector("template").content.firstElementChild.cloneNode(true);
  row.dataset.item = id;
  row.dataset.key = key || [place, id, "missing", Date.now(), Math.random()].join("/");
  row.querySelector("select").value = kind;
  row.querySelector("input").value = words;
  form.querySelector('[data-rows="' + id + '"]').append(row);
  return row;
};
const recall = () => {
  const kept = new Map(inHistory());
  for (const key of kept.keys()) seen.set(key, "");
  for (const [key, row] of stored()) {
    seen.set(key, JSON.stringify(row));
    kept.set(key, row);
  }
  for (const key of [...kept.keys()].sort()) {
    const [id, field, said, note] = kept.get(key);
    if (field === "read") {
      form.querySelector('[data-read="' + id + '"]').checked = true;
    } else if (field === "missing") {
      added(id, said, note, key);
    } else {
      const set = form.querySelector('[data-item="' + id + '"][data-field="' + field + '"]');
      const box = said && set.querySelector('input[value="' + said + '"]');
      if (box) box.checked = true;
      set.querySelector("input.note").value = note;
    }
  }
};
form.addEventListener("input", keep);
form.addEventListener("change", keepInHistory);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", (event) => {
  if (event.target.dataset.add) added(event.target.dataset.add, "event", "").querySelector("select").focus();
});
// r, w, u answer the question in focus; n and p go to the next and the one before.
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=text], select") || event.ctrlKey || event.metaKey || event.altKey;
  if (typing) return;
  const sets = [...form.querySelectorAll("fieldset[data-item]")];
  const here = sets.indexOf(event.target.closest("fieldset[data-item]"));
  const word = { r: "right", w: "wrong", u: "unclear" }[event.key];
  if (word && here >= 0) {
    sets[here].querySelector('input[value="' + word + '"]').checked = true;
    keep();
    keepInHistory();
  } else if (event.key !== "n" && event.key !== "p") {
    return;
  }
  event.preventDefault();
  const step = event.key === "p" ? -1 : 1;
  let next = here + step;
  while (sets[next] && sets[next].classList.contains("off")) next += step;
  if (sets[next]) {
    sets[next].querySelector("input").focus();
    sets[next].closest("section").scrollIntoView({ block: "nearest" });
  }
});
document.querySelector("button.first").addEventListener("click", () => {
  const lines = [["item", "field", "verdict", "note"], ...answers().values()].map((row) => row.map(cell).join(","));
  const file = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  const by = document.querySelector("#by").value.replaceAll(/[^\p{L}\p{N}_-]+/gu, "_") || "a";
  link.download = "answers_" + by + ".csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
recall();
shown();
