// On a wide screen a step opens beside its matter, with letter and history in sight. Everywhere else, without this
// script, and whenever something does not answer as it should, the link leads to the step's own page.
const drawer = document.querySelector("[data-drawer]");
const body = drawer?.querySelector("[data-body]");
const wide = matchMedia("(min-width: 75rem)");
let opener = null;
let typed = false;

async function fetched(url, options) {
  const answer = await fetch(url, { ...options, headers: { "X-Drawer": "1" } });
  if (answer.headers.has("X-Go")) return { go: answer.headers.get("X-Go") };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { step: page.querySelector("[data-step]") };
}

function show(step) {
  drawer.ariaBusy = null;
  body.replaceChildren(document.adoptNode(step));
  drawer.hidden = false;
  drawer.scrollTop = 0;
  window.htmx?.process(body);
  const first = body.querySelector("[aria-invalid='true'], .error-summary, [role='alert'], h1");
  first.tabIndex = first.matches("input, select, textarea") ? 0 : -1;
  first.focus();
}

function close() {
  if (typed && !confirm(drawer.dataset.sure)) return;
  typed = false;
  drawer.hidden = true;
  body.replaceChildren();
  opener?.focus();
}

async function open(link) {
  try {
    const { step } = await fetched(link.href);
    if (!step) return location.assign(link.href);
    opener = link;
    typed = false;
    show(step);
  } catch {
    location.assign(link.href);
  }
}

async function send(form, button) {
  const sent = new FormData(form, button);
  if (drawer.ariaBusy) return;
  drawer.ariaBusy = "true";
  try {
    const { go, step } = await fetched(form.getAttribute("action"), { method: "POST", body: sent });
    if (go) {
      typed = false;
      return location.assign(go);
    }
    if (step) return show(step);
  } catch {
    // The browser says itself what is wrong with the connection, and keeps the page.
  }
  drawer.ariaBusy = null;
  form.dataset.plain = "1";
  form.requestSubmit(button);
}

if (drawer) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-opens]");
    if (link && wide.matches && (!typed || confirm(drawer.dataset.sure))) {
      event.preventDefault();
      open(link);
    } else if (link && wide.matches) {
      event.preventDefault();
    }
    if (event.target.closest("[data-drawer] [data-leave]")) {
      event.preventDefault();
      close();
    }
  });
  drawer.addEventListener("input", () => { typed = true; });
  drawer.addEventListener("submit", (event) => {
    if (event.target.dataset.plain || event.target.method !== "post") return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !drawer.hidden) close();
  });
  addEventListener("beforeunload", (event) => { if (typed && !drawer.querySelector("[data-plain]")) event.preventDefault(); });
}
