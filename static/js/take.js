// Comfort: where there is JavaScript, a suggestion is taken without losing what was typed elsewhere.
for (const link of document.querySelectorAll("[data-take]")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.dataset.take);
    if (!field) return;
    event.preventDefault();
    field.value = link.dataset.value;
    field.focus();
  });
}
