// The administrators' pages: what unfold opens by a click of the mouse alone opens by keyboard too and has a name, and
// its icons, which are words drawn as signs, are not read aloud.
document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("main")?.dataset || {};
  const opens = "span[x-on\\:click], div.cursor-pointer[x-on\\:click], a[x-on\\:click]:not([href]), a[x-on\\:click][href='#']";

  const nameOf = (one) => {
    if (one.getAttribute("x-on:click").includes("sidebar")) return said.menu;
    const words = one.cloneNode(true);
    words.querySelectorAll(".material-symbols-outlined").forEach((icon) => icon.remove());
    if (words.textContent.trim() || one.title) return "";
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
  document.querySelectorAll(".material-symbols-outlined:not([role])").forEach((icon) => icon.setAttribute("aria-hidden", "true"));
});
// The signs beside two lists to choose from are made when the page is there; a sign with words to it is a picture.
window.addEventListener("load", () =>
  setTimeout(() => document.querySelectorAll("span.help-tooltip[aria-label]").forEach((sign) => sign.setAttribute("role", "img"))));
