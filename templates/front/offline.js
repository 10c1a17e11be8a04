// Keeps one page for when there is no network. Nothing that anybody reads or types is kept.
const KEPT = "offline-1";
const PAGE = "{% url 'offline' %}";
const DAY = 24 * 3600 * 1000;
// As a stranger: the page is nobody's, and whoever signs in finds the same.
const wanted = [PAGE, "{% static 'css/plain.css' %}", "{% static 'img/seal.svg' %}"].map(
  (address) => new Request(address, { credentials: "omit", cache: "reload" })
);

async function keep() {
  await (await caches.open(KEPT)).addAll(wanted);
}

// Telephone numbers change: what was kept more than a day ago is asked for again.
async function keepAnew() {
  const page = await caches.match(PAGE);
  if (!page || !(Date.now() - Date.parse(page.headers.get("date")) < DAY)) await keep();
}

async function goAndLook(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(keepAnew().catch(() => {}));
    return answer;
  } catch (trouble) {
    const page = await caches.match(PAGE);
    if (!page) throw trouble;
    return page;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) =>
  event.waitUntil(
    Promise.all([
      caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))),
      self.registration.navigationPreload?.enable(),
      self.clients.claim(),
    ])
  )
);
self.addEventListener("fetch", (event) => {
  // What is sent is never answered from here: the browser itself keeps it, and asks whether to send it again.
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(goAndLook(event));
  else if (wanted.some((one) => one.url === event.request.url))
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request.url)));
});
