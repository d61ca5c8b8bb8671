// What is kept for readers without a network? The service worker of a hosted archive: it keeps the
// shell and the first data at once, the rest if that is not much, and else what was read.
// Names of files tell their content, so what is kept never has to be asked for again.
const NAME = "backfile " + PAGE + " " + registration.scope;
// Some hosts send a reader on from this name to the folder, and what was sent on opens no page later.
const HOME = PAGE === "index.html" ? "./" : PAGE;
const fresh = (path) => new Request(path, { cache: "no-cache" });

let asked = -Infinity; // when a page last asked for something

// What the reader waits for comes first: each file is asked for when no page has asked for a while.
// The cache is opened for each, since a reader may delete it meanwhile.
async function fill(paths, rest) {
  for (const path of paths) {
    while (performance.now() - asked < rest) await new Promise((wake) => setTimeout(wake, rest));
    const cache = await caches.open(NAME);
    if (!(await cache.match(path))) await cache.add(path);
  }
}

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([HOME, MANIFEST].map(fresh));
    await fill(FIRST, 0);
    await skipWaiting();
  })());
});

// No more than this: while a worker is being activated, pages wait for all that they ask for.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// All is looked at each time: what was kept may be gone, and a filling that failed or was ended has
// left files out.
async function fillRest() {
  const link = navigator.connection || {};
  const is_slow = link.saveData || /2g|3g/.test(link.effectiveType);
  await fill(REST_BYTES > 16 << 20 || is_slow ? FIRST : [...FIRST, ...REST], 1500);
  // What a newer worker keeps already is not known here.
  if (registration.installing || registration.waiting) return;
  // An open page of yesterday may still want what the archive had then: that goes last.
  const known = new Set([HOME, MANIFEST, ...FIRST, ...REST].map((path) => new URL(path, registration.scope).href));
  const cache = await caches.open(NAME);
  for (const request of await cache.keys()) {
    if (!known.has(request.url)) await cache.delete(request);
  }
}

let filling = Promise.resolve(); // one after the other

// A page asks for it when it has what it needs itself, and again until it hears that it is over:
// browsers end a worker that is busy for long.
addEventListener("message", (event) => {
  const tell = () => event.source?.postMessage("filled");
  event.waitUntil((filling = filling.then(fillRest).then(tell, tell)));
});

addEventListener("fetch", (event) => {
  asked = performance.now();
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  const path = url.href.slice(registration.scope.length).split(/[?#]/)[0];
  if (FIRST.includes(path) || REST.includes(path)) event.respondWith(kept(event, path));
  else if (path === MANIFEST) event.respondWith(current(event, path));
  else if (path === PAGE || (path === "" && HOME === "./")) event.respondWith(current(event, HOME));
});

// Where the browser refuses to keep files, or has no room, it is as if none were kept.
const find = (path) => caches.open(NAME).then((cache) => cache.match(path)).catch(() => undefined);
const keep = (path, response) => caches.open(NAME).then((cache) => cache.put(path, response)).catch(() => {});

// A page that finds a file damaged asks for it past all caches.
async function kept(event, path) {
  const found = event.request.cache !== "reload" && (await find(path));
  return found || current(event, path);
}

// What the network has is kept; where it has nothing, or the host is in trouble, what was kept is good.
async function current(event, path) {
  let response, failure;
  try {
    response = await fetch(event.request);
    if (response.ok) event.waitUntil(keep(path, response.clone()));
    if (response.status < 500) return response;
  } catch (error) {
    failure = error;
  }
  return (await find(path)) || response || Promise.reject(failure);
}
