// The rail: which groups stand open is remembered in this browser; the group of the page one is at stands open anyway.
const FOLDED = "desk-rail";
const folded = new Set(JSON.parse(localStorage.getItem(FOLDED) || "[]"));
for (const group of document.querySelectorAll(".rail-group")) {
  const name = group.dataset.group;
  if (folded.has(name) && !group.querySelector("[aria-current]")) group.open = false;
  group.querySelector("summary").addEventListener("click", () => {
    if (group.open) folded.add(name);
    else folded.delete(name);
    localStorage.setItem(FOLDED, JSON.stringify([...folded]));
  });
}

// Keys beside the mouse: never in a field, never with Ctrl or Alt, and off where somebody switched them off.
const OFF = "desk-keys-off";
const rows = [...document.querySelectorAll(".rows tbody a")];
const follow = (link) => link && location.assign(link.href);
const step = (by) => {
  const beside = document.querySelector(`.steps-of [rel=${by > 0 ? "next" : "prev"}]`);
  if (beside) return follow(beside);
  const at = rows.indexOf(document.activeElement);
  return rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
};
// Ticks: the bar of what to do with them shows once something is ticked; without this script it always stands there.
const bulk = document.querySelector("#many");
const ticks = [...document.querySelectorAll(".rows tbody .c-tick input")];
const all = document.querySelector("[data-tick-all] input");
const ticked = () => {
  const n = ticks.filter((tick) => tick.checked).length;
  const which = bulk.querySelector("#which");
  const said = which.options[0].dataset;
  which.options[0].textContent = n === 1 ? said.one : said.many.replace("{n}", n);
  bulk.hidden = !n;
  if (!n) which.value = "ticked";
  all.checked = n > 0 && n === ticks.length;
  all.indeterminate = n > 0 && n < ticks.length;
};
if (bulk && all) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    ticked();
  });
  for (const tick of ticks) tick.addEventListener("change", ticked);
  addEventListener("pageshow", ticked);
  ticked();
}
const tickRow = () => document.activeElement.closest(".rows tbody tr")?.querySelector(".c-tick input")?.click();
const KEYS = {
  "/": () => document.querySelector("#id_q")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  o: () => rows.includes(document.activeElement) && follow(document.activeElement),
  x: tickRow,
  u: () => follow(document.querySelector(".back a")),
  g: () => follow(document.querySelector("[data-today]")),
  "?": () => follow(document.querySelector("[data-keys]")),
};
document.addEventListener("keydown", (event) => {
  const busy = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (busy || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
const choice = document.querySelector("#keys-on");
if (choice) {
  choice.closest("[hidden]").hidden = false;
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
