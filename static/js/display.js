// Comfort: where there is JavaScript, type size and light or dark change in place, so that nothing typed is lost. Another
// language needs the page anew: whoever has typed something is asked first.
const display = document.querySelector("[data-display]");
let typed = Boolean(document.querySelector("textarea[hidden], [aria-invalid='true']"));
let anew = false;

document.addEventListener("input", (event) => { typed ||= event.target.form?.method === "post"; });

function take(page, button) {
  for (const name of ["class", "data-bs-theme"]) {
    const value = page.documentElement.getAttribute(name);
    if (value === null) document.documentElement.removeAttribute(name);
    else document.documentElement.setAttribute(name, value);
  }
  document.querySelector("meta[name='color-scheme']").content = page.querySelector("meta[name='color-scheme']").content;
  display.querySelectorAll("button").forEach((old) => old.remove());
  display.append(...page.querySelectorAll("[data-display] button"));
  [...display.querySelectorAll(`[name="${button.name}"]`)].find((one) => one.offsetParent)?.focus();
}

async function change(button) {
  const sent = new FormData(display);
  sent.set("next", display.dataset.display);
  sent.set(button.name, button.value);
  try {
    const answer = await fetch(display.action, { method: "POST", body: sent });
    if (!answer.ok) throw new Error(answer.statusText);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"), button);
  } catch {
    anew = true;
    display.requestSubmit(button);
  }
}

document.querySelector(".strip").addEventListener("submit", (event) => {
  if (event.target === display && !anew && event.submitter) {
    event.preventDefault();
    change(event.submitter);
  } else if (typed && !window.confirm(event.currentTarget.dataset.ask)) {
    event.preventDefault();
    anew = false;
  }
});

// One page is kept for when there is no network (templates/front/offline.js). Where it cannot be, all else works.
window.addEventListener("load", () => navigator.serviceWorker?.register("/offline.js").catch(() => {}));
