// Hover or focus shows what was understood of some words, and why.
export function startArticle() {
  const text = document.querySelector("[data-article]");
  if (!text) return;
  keepLayers();
  const popup = Object.assign(document.createElement("div"), { className: "popup", hidden: true });
  popup.id = "why-popup";
  popup.setAttribute("role", "tooltip");
  document.body.append(popup);
  let leaving = 0;
  const hide = () => { popup.hidden = true; for (const m of text.querySelectorAll(".on")) m.classList.remove("on"); };
  const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 250); };
  const show = (words) => {
    clearTimeout(leaving);
    hide();
    const ids = shownIds(words);
    if (!ids.length) return;
    const list = document.createElement("ul");
    for (const id of ids) {
      const told = document.getElementById(`m${id}`);
      if (told) list.append(copyOf(told));
    }
    if (!list.children.length) return;
    for (const m of text.querySelectorAll(`[data-m~="${ids[0]}"]`)) m.classList.add("on");
    popup.replaceChildren(list);
    popup.hidden = false;
    place(popup, words);
    words.setAttribute("aria-describedby", popup.id);
  };
  text.addEventListener("mouseover", (e) => { const m = e.target.closest("[data-m]"); if (m) show(m); else later(); });
  text.addEventListener("mouseleave", later);
  text.addEventListener("focusin", (e) => { const m = e.target.closest("[data-m]"); if (m) show(m); });
  text.addEventListener("focusout", later);
  popup.addEventListener("mouseenter", () => clearTimeout(leaving));
  popup.addEventListener("focusin", () => clearTimeout(leaving));
  popup.addEventListener("mouseleave", later);
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
  document.addEventListener("selectionchange", () => linkSelection(text));
}

function shownIds(words) {
  const off = new Set([...document.querySelectorAll("[data-layer]:not(:checked)")].map((b) => b.dataset.layer));
  return words.dataset.m.split(" ").filter((id) => {
    const told = document.getElementById(`m${id}`);
    return told && ![...off].some((layer) => told.classList.contains(`k-${layer}`));
  }).slice(0, 5);
}

function copyOf(told) {
  const copy = told.cloneNode(true);
  copy.removeAttribute("id");
  return copy;
}

function place(popup, words) {
  const box = words.getClientRects()[0];
  const wide = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(box.left, wide - popup.offsetWidth - 8));
  const under = box.bottom + 6 + popup.offsetHeight < innerHeight || box.top < popup.offsetHeight;
  popup.style.left = `${left + scrollX}px`;
  popup.style.top = `${(under ? box.bottom + 6 : box.top - popup.offsetHeight - 6) + scrollY}px`;
}

// Which layers a reader wants holds for the next article too.
function keepLayers() {
  const off = new Set(JSON.parse(localStorage.getItem("layers-off") ?? "[]"));
  for (const box of document.querySelectorAll("[data-layer]")) {
    box.checked = !off.has(box.dataset.layer);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(box.dataset.layer);
      else off.add(box.dataset.layer);
      localStorage.setItem("layers-off", JSON.stringify([...off]));
    });
  }
}

// Selected words get a link of their own: offsets are code points of the text, without our signs.
function linkSelection(text) {
  document.getElementById("selected")?.remove();
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
  const range = chosen.getRangeAt(0);
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(before);
  const end = start + points(range);
  const link = Object.assign(document.createElement("a"), { id: "selected", className: "popup", href: `?at=${start}-${end}#at`, textContent: text.dataset.link });
  document.body.append(link);
  const box = range.getBoundingClientRect();
  link.style.left = `${box.left + scrollX}px`;
  link.style.top = `${box.bottom + scrollY + 4}px`;
}

function points(range) {
  const copy = range.cloneContents();
  for (const sign of copy.querySelectorAll(".here")) sign.remove();
  return [...copy.textContent].length;
}
