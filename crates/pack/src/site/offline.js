// What is kept for readers without a network? The service worker of a hosted archive: it keeps the
// shell and the first data at once, the rest if that is not much, and else what was read.
// Names of files tell their content, so what is kept never has to be asked for again.
const NAME = "backfile " + PAGE + " " + registration.scope;
const fresh = (path) => new Request(path, { cache: "no-cache" });

let asked = 0; // when a page last asked for something

// What the reader waits for comes first: each file is asked for when no page has asked for a while.
// The cache is opened for each, since a reader may delete it meanwhile.
async function fill(paths, rest) {
  for (const path of paths) {
    while (Date.now() - asked < rest) await new Promise((wake) => setTimeout(wake, rest));
    const cache = await caches.open(NAME);
    if (!(await cache.match(path))) await cache.add(path);
  }
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([PAGE, MANIFEST].map(fresh));
    await fill(FIRST, 0);
    await skipWaiting();
  })());
});

// No more than this: while a worker is being activated, pages wait for all that they ask for.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

let filling = Promise.resolve(); // one after the other; what is kept already is not asked for again

async function fillRest() {
  const link = navigator.connection || {};
  const is_slow = link.saveData || /2g|3g/.test(link.effectiveType);
  if (REST_BYTES <= 16 << 20 && !is_slow) await fill(REST, 1500);
  // An open page of yesterday may still want what the archive had then: that goes last.
  const known = new Set([PAGE, MANIFEST, ...FIRST, ...REST].map((path) => new URL(path, registration.scope).href));
  const cache = await caches.open(NAME);
  for (const request of await cache.keys()) {
    if (!known.has(request.url)) await cache.delete(request);
  }
}

// A page asks for it when it has what it needs itself. Each time it is looked at from the start: what
// an earlier filling found kept may be gone, and one that failed has left files out.
addEventListener("message", (event) => event.waitUntil((filling = filling.then(fillRest).catch(() => {}))));

addEventListener("fetch", (event) => {
  asked = Date.now();
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  const path = url.href.slice(registration.scope.length).split(/[?#]/)[0];
  if (FIRST.includes(path) || REST.includes(path)) event.respondWith(kept(path));
  else if (path === MANIFEST) event.respondWith(current(event.request, path));
  else if (path === PAGE || (path === "" && PAGE === "index.html")) event.respondWith(current(event.request, PAGE));
});

async function kept(path) {
  const cache = await caches.open(NAME);
  const found = await cache.match(path);
  if (found) return found;
  const response = await fetch(path);
  if (response.ok) await cache.put(path, response.clone());
  return response;
}

async function current(request, path) {
  const cache = await caches.open(NAME);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(path, response.clone());
    return response;
  } catch (error) {
    return (await cache.match(path)) || Promise.reject(error);
  }
}
