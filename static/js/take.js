// Comfort: where there is JavaScript, a suggestion is taken without losing what was typed elsewhere.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-take]");
  const field = link && document.getElementById(link.dataset.take);
  if (!field) return;
  event.preventDefault();
  field.value = link.dataset.value;
  field.focus();
});
