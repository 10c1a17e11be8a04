// Comfort: where there is JavaScript, buttons marked data-print print the page.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  document.querySelectorAll(".print-hint").forEach((hint) => { hint.hidden = true; });
}
