// How does the app live in a page of others without a frame? In a box of a closed shadow root, with
// an object that answers for window and document (src/surroundings.rs), so that the page's title,
// hash, history, storage, styles and globals stay as they are. xtask puts this behind the glue as a
// function (`viewer`: each archive has a program of its own, compiled once) and the styles
// (`STYLES`). Hands out `open`, which `<backfile-archive>` calls; what both say to each other are the
// messages of docs/embed.md, without the posting.
const TOKEN = /^(paper|surface|ink|ink-soft|rule|edge|accent|accent-ink|mark|mark-ink|mark-here|focus|serif|sans|mono|radius|measure)$/;
/** Above this a worker searches, where the page lets it: a feed, which must be indexed, is soon too large. */
const WORKER_BYTES = { feed: 400000, file: 4000000 };
/** Parts of the app that a page may style: classes, and their names outside. */
const PARTS = new Map(Object.entries({
  masthead: "head", "masthead-text": "heading", "masthead-title": "archive-title", "masthead-description": "description",
  "search-box": "search", filters: "filters", facet: "facet", "count-title": "count", toolbar: "toolbar",
  cards: "list", card: "card", "card-title": "card-title", "card-text": "card-text", kicker: "date",
  place: "tag", topic: "tag", chip: "chip", notice: "notice", pager: "pager", button: "button",
  "article-view": "article", "article-nav": "nav", "article-title": "title", summary: "summary",
  prose: "text", match: "match", neighbor: "neighbor", related: "related", "site-footer": "foot",
}));

const sheet = new CSSStyleSheet(); // which a strict policy lets in
sheet.replaceSync(STYLES);
let compiled = null; // the program of all archives in this page

/** What went wrong, for the reader; `isOurs` where another way in could do better. */
class Trouble extends Error {
  constructor(cause, cure, isOurs) {
    super(cause);
    Object.assign(this, { cause, cure, isOurs });
  }
}

async function loaded(address, cause) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    const isOwn = new URL(address).origin === location.origin;
    throw new Trouble(cause, (isOwn ? "Check the connection: " : "Its host must let this page have it (Access-Control-Allow-Origin): ") + address, true);
  }
  if (!response.ok) throw new Trouble(cause, "Status " + response.status + ": " + address, true);
  return response.arrayBuffer();
}

async function compile(address) {
  const bytes = await loaded(address, "The program of this archive could not be loaded.");
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new Trouble("The program of this archive may not run here.", String(error), true);
  }
}

/** WebAssembly as the glue sees it: what stops the program is heard of, for this archive alone. */
function watched(hear) {
  let isBroken = false;
  const watch = (run) => (...given) => {
    if (isBroken) return; // what it still waited for
    try {
      return run(...given);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        isBroken = true;
        hear(error);
      }
      throw error;
    }
  };
  const seen = Object.create(WebAssembly);
  seen.Instance = function (module, imports) {
    const exports = {};
    for (const [name, value] of Object.entries(new WebAssembly.Instance(module, imports).exports)) {
      exports[name] = typeof value === "function" ? watch(value) : value;
    }
    return { exports };
  };
  return seen;
}

/** What scrolls an element: the nearest box around it that does, else the page. */
function scroller(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

/** The address and the steps of an archive: its own, or with `deeplink` those of the page. */
class Places {
  constructor(isDeep) {
    Object.assign(this, { hash: "#/", state: null, first: "#/", isDeep });
  }
  get here() {
    if (!this.isDeep()) return this.hash;
    return location.hash.startsWith("#/") ? location.hash : this.first;
  }
  get kept() {
    return this.isDeep() ? history.state?.backfile ?? null : this.state;
  }
  put(kept, hash, push) {
    if (hash !== null) this.hash = hash;
    this.state = kept;
    if (!this.isDeep()) return;
    // What the page keeps there is kept.
    const state = { ...(typeof history.state === "object" ? history.state : null), backfile: kept };
    history[push ? "pushState" : "replaceState"](state, "", hash === null ? undefined : hash);
  }
}

/** What answers for window and document. */
function surroundings(page, place, box, app) {
  const heard = new EventTarget();
  const of = (name) => (name === "scroll" ? window : heard);
  const isFixed = () => box.dataset.embed === "fixed";
  const top = () => box.getBoundingClientRect().top;
  return {
    __backfile: page,
    mayFocus: false,
    localStorage: null,
    sessionStorage: null,
    navigator,
    fetch: (address, how) => fetch(address, how),
    addEventListener: (name, ...rest) => of(name).addEventListener(name, ...rest),
    removeEventListener: (name, ...rest) => of(name).removeEventListener(name, ...rest),
    dispatchEvent: (event) => heard.dispatchEvent(event),
    location: {
      search: "",
      get hash() {
        return place.here;
      },
      get href() {
        return page.address + place.here;
      },
    },
    history: {
      get state() {
        return place.kept;
      },
      pushState: (kept, _, hash) => place.put(kept, hash ?? null, true),
      replaceState: (kept, _, hash) => place.put(kept, hash ?? null, false),
    },
    /** How far the archive is scrolled beyond its top. */
    get scrollY() {
      return Math.round(isFixed() ? box.scrollTop : -top());
    },
    scrollTo(_, y) {
      if (isFixed()) box.scrollTop = y;
      else if (y !== 0) scroller(page.host).scrollBy({ top: top() + y, behavior: "instant" });
      else if (top() < 0) page.host.scrollIntoView({ block: "start", behavior: "instant" });
    },
    document: {
      readyState: "complete",
      documentElement: box,
      set title(_) {},
      getElementById: (id) => (id === "app" ? app : page.packed?.getElementById(id) ?? null),
      querySelector: () => null,
      addEventListener: (...given) => box.addEventListener(...given),
      removeEventListener: (...given) => box.removeEventListener(...given),
    },
  };
}

/** Names the parts for the page's styles, and leaves the landmarks to the page. */
function nameParts(app) {
  for (const element of app.querySelectorAll("[class]:not([part])")) {
    const names = [...element.classList].map((name) => PARTS.get(name)).filter(Boolean);
    if (names.length) element.setAttribute("part", names.join(" "));
  }
  for (const element of app.querySelectorAll(":is(.masthead, .site-footer):not([role])")) {
    element.setAttribute("role", "none");
  }
}

function pairs(filters) {
  if (typeof filters === "string") return [...new URLSearchParams(filters)];
  return Object.entries(filters || {}).flatMap(([facet, values]) => [values].flat().map((value) => [facet, value]));
}

/** What is on the screen, as a message. */
function seen(address, count, app) {
  const slug = /^#\/a\/([^?]*)/.exec(address);
  if (slug) {
    const title = app.querySelector("#content h1")?.textContent;
    return ["open", { address, slug: decodeURIComponent(slug[1]), title }];
  }
  if (!address.startsWith("#/?") && address !== "#/") return ["lost", { address }];
  const filters = new URLSearchParams(address.slice(3));
  const query = filters.get("q") || "";
  filters.delete("q");
  return ["search", { address, query, filters: filters.toString(), count }];
}

/**
 * Opens an archive in a shadow root. `given`: `root`, `host` (its element), `kind` (feed, site, file),
 * `url`, `program` (its address), `first()` (address in the archive), `isDeep()`, `hear(type, detail)`
 * for what happens, `stop(trouble)` for what ends it.
 */
function open(given) {
  const box = document.createElement("div");
  const app = document.createElement("div");
  box.className = "around";
  box.dataset.embed = "auto";
  box.setAttribute("part", "archive");
  box.setAttribute("role", "region");
  box.append(app);
  const place = new Places(given.isDeep);
  let program = null, isClosed = false, phase = "loading", language = "", said = "";

  const page = {
    host: given.host,
    address: given.kind === "feed" || given.isDeep() ? location.href.replace(/#.*/, "") : given.url,
    dress() {},
    drawn: (then) => setTimeout(then),
    fail: (cause, cure) => stop(new Trouble(cause, cure, phase === "loading")),
    tell: (address, count) => say(...seen(address, count, app)),
    get phase() {
      return phase;
    },
    set phase(reached) {
      phase = reached;
      if (reached === "manifest") {
        dressed();
        say("hello", {});
      } else if (reached === "search") say("ready", { articles: page.articleCount, version: page.version });
    },
  };
  const around = surroundings(page, place, box, app);

  function say(type, detail) {
    if (!isClosed) given.hear(type, detail);
  }

  function stop(trouble) {
    if (!isClosed) given.stop(trouble);
  }

  function dressed() {
    const lang = language || page.language;
    if (lang) box.lang = lang;
    box.setAttribute("aria-label", given.host.title || given.host.getAttribute("aria-label") || app.querySelector(".masthead-title")?.textContent || "Archive");
  }

  const parts = new MutationObserver(() => {
    nameParts(app);
    const failure = app.querySelector("[data-view=failure] h1 + p")?.textContent || "";
    if (failure && failure !== said) say("error", { cause: failure });
    said = failure;
  });
  parts.observe(app, { childList: true, subtree: true });

  // The focus is the reader's own where they did something in here last.
  for (const name of ["pointerdown", "keydown"]) box.addEventListener(name, () => (around.mayFocus = true), true);
  // Other sites open beside the page around.
  box.addEventListener("click", (event) => {
    const link = event.composedPath()[0].closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener" });
  }, true);

  const arrive = () => around.dispatchEvent(new Event("popstate"));
  const follow = () => given.isDeep() && (location.hash.startsWith("#/") || !location.hash) && arrive();
  for (const name of ["popstate", "hashchange"]) window.addEventListener(name, follow);

  function go(hash, push) {
    if (typeof hash !== "string" || !hash.startsWith("#") || hash.length > 9999) return;
    around.mayFocus = false;
    place.put(null, hash, push === true);
    arrive();
  }

  const heard = {
    navigate: (asked) => go(asked.to, asked.push),
    search(asked) {
      const words = asked.query ? [["q", asked.query]] : [];
      go("#/?" + new URLSearchParams([...words, ...pairs(asked.filters)]), asked.push);
    },
    look(look) {
      box.dataset.theme = look.theme;
      box.dataset.embed = look.height;
      box.toggleAttribute("data-linkless", given.kind === "feed" && !given.isDeep());
      language = look.lang;
      dressed();
      if (look.dir) box.dir = look.dir;
      else box.removeAttribute("dir");
      for (const [name, value] of Object.entries(look.tokens)) {
        if (!TOKEN.test(name)) continue;
        // By these means a strict policy lets a style in.
        if (value === null) box.style.removeProperty("--" + name);
        else box.style.setProperty("--" + name, value);
      }
      box.style.setProperty("--rem", getComputedStyle(given.host).fontSize);
    },
  };

  /** A packed file is a page: one that is parsed and never shown. */
  async function unpack(bytes) {
    // Its first styles are left out, as Chromium tells them to the policy of the page around.
    const text = new TextDecoder("utf-16le").decode(bytes).replace(/<style>[^<]*<\/style>/, "");
    page.packed = new DOMParser().parseFromString(text, "text/html");
    const data = page.packed.getElementById("backfile-data");
    if (!data) throw new Trouble("This file is no archive.", "It must be one that `backfile pack` wrote: " + given.url, true);
    page.places = JSON.parse(data.dataset.places);
    entries(page, () => data);
    page.manifestJson = await page.inflate("manifest").arrayBuffer();
  }

  async function start() {
    const compiling = (compiled ??= compile(given.program));
    compiling.catch(() => (compiled = null));
    const data = given.kind === "site" ? new URL("site/manifest.json", given.url).href : given.url;
    const loading = loaded(data, "The archive could not be loaded.");
    loading.catch(() => {}); // told below
    const module = await compiling;
    const bytes = await loading;
    if (isClosed) return;
    place.hash = place.first = given.first();
    if (given.kind === "file") await unpack(bytes);
    else {
      page[given.kind === "site" ? "manifest" : "feed"] = data;
      page.source = Promise.resolve(new Response(bytes));
    }
    if (bytes.byteLength > WORKER_BYTES[given.kind]) page.glue = "const wasm_bindgen = (" + viewer + ")(WebAssembly);" + entries;
    given.root.adoptedStyleSheets.push(sheet);
    given.root.append(box);
    program = viewer(watched((error) => {
      // Not in here: the program is still on its way out.
      setTimeout(() => stop(new Trouble("Something in this archive broke.", "Reload the page; if it happens again, send this to the project: " + error, false)));
    }));
    program.initSync({ module });
    program.open_in(around);
  }

  start().catch((error) => stop(error instanceof Trouble ? error : new Trouble("The archive could not be shown.", String(error), true)));

  return {
    post: (type, detail) => heard[type]?.(detail),
    close() {
      isClosed = true;
      parts.disconnect();
      for (const name of ["popstate", "hashchange"]) window.removeEventListener(name, follow);
      try {
        program?.close();
      } catch {} // broken already
      program = null;
      given.root.adoptedStyleSheets = [...given.root.adoptedStyleSheets].filter((other) => other !== sheet);
      box.remove();
    },
  };
}

document.currentScript.open = open;
