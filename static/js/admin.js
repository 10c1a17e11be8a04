// The administrators' pages: what unfold opens by a click of the mouse alone opens by keyboard too and has a name, and
// its icons, which are words drawn as signs, are not read aloud.
document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("main")?.dataset || {};
  const opens = "span[x-on\\:click], div.cursor-pointer[x-on\\:click], a[x-on\\:click]:not([href]), a[x-on\\:click][href='#']";

  const wordsOf = (one) => {
    const words = one.cloneNode(true);
    words.querySelectorAll(".material-symbols-outlined").forEach((icon) => icon.remove());
    return words.textContent.trim();
  };
  const nameOf = (one) => {
    if (one.getAttribute("x-on:click").includes("sidebar")) return said.menu;
    if (wordsOf(one) || one.title) return "";
    return [said.more, one.closest("[data-model-ref]")?.dataset.modelRef].filter(Boolean).join(": ");
  };

  document.querySelectorAll(opens).forEach((one) => {
    const name = nameOf(one);
    if (name) one.setAttribute("aria-label", name);
    one.setAttribute("role", "button");
    one.tabIndex = 0;
    one.addEventListener("keydown", (event) => {
      if (event.target !== one || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      one.click();
    });
  });
  // On a phone each cell says its column; a first one that is no box to tick is called as if it were.
  document.querySelectorAll("#changelist-form table").forEach((table) => {
    const head = table.querySelector("thead th");
    table.querySelectorAll("tbody tr > td:first-child[data-label]").forEach((cell) => {
      if (head && !cell.querySelector("input")) cell.dataset.label = wordsOf(head);
    });
  });
  document.querySelectorAll(".material-symbols-outlined:not([role])").forEach((icon) => icon.setAttribute("aria-hidden", "true"));
});
// The signs beside two lists to choose from are made when the page is there; a sign with words to it is a picture.
window.addEventListener("load", () =>
  setTimeout(() => document.querySelectorAll("span.help-tooltip[aria-label]").forEach((sign) => sign.setAttribute("role", "img"))));
