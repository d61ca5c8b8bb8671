// What does a page do in a frame of another? `archive.html?embed`: no furniture, and messages to
// and from the window above; docs/embed.md has the protocol. Part of the glue, so it must do
// nothing in a worker. Nothing of the archive is told before that window has spoken.
(function () {
  const asked = typeof document === "object" && new URLSearchParams(location.search);
  if (!asked || !asked.has("embed")) return;
  const page = window.__backfile;
  const root = document.documentElement;
  const host = parent === window ? null : parent;
  const last = {}; // the newest message of each type, for a host that comes late
  let origin = null;
  root.setAttribute("data-embed", "");

  function send(type, detail) {
    last[type] = Object.assign({ backfile: 1, type: type }, detail);
    // A window without an origin cannot be named; that it is the one above is known.
    if (origin !== null) host.postMessage(last[type], origin === "null" ? "*" : origin);
  }

  // Another address of ours, in place of the present one unless it is to be a step for Back.
  const go = whenHeard(window, (hash, push) => {
    // Not by `location`: Chromium lets no file without an origin go anywhere, not even in itself.
    history[push === true ? "pushState" : "replaceState"](null, "", hash);
    dispatchEvent(new PopStateEvent("popstate"));
  });

  function pairs(filters) {
    if (typeof filters === "string") return [...new URLSearchParams(filters)];
    return Object.entries(filters || {}).flatMap(([facet, values]) => [values].flat().map((value) => [facet, value]));
  }

  // Names of our own (styles/tokens.css), and values that cannot ask for anything.
  function put(name, value) {
    if (!TOKEN.test(name)) return;
    const plain = typeof value === "string" && value.length < 500 && !/[;{}\\]|url\(|image|attr\(/i.test(value);
    if (plain) root.style.setProperty("--" + name, value);
    else if (value === null) root.style.removeProperty("--" + name);
  }

  const heard = {
    hello: function () {
      for (const type in last) send(type, last[type]);
    },
    navigate: function (said) {
      go(said.to, said.push);
    },
    search: function (said) {
      const words = typeof said.query === "string" ? [["q", said.query]] : [];
      go("#/?" + new URLSearchParams([...words, ...pairs(said.filters)]), said.push);
    },
    look: function (said) {
      if (/^(system|light|dark)$/.test(said.theme)) root.dataset.theme = said.theme;
      if (/^[a-z\d-]{2,35}$/i.test(said.lang)) root.lang = said.lang;
      if (/^(ltr|rtl)$/.test(said.dir)) root.dir = said.dir;
      if (/^(auto|fixed)$/.test(said.height)) root.dataset.embed = said.height;
      for (const [name, value] of Object.entries(said.tokens || {})) put(name, value);
    },
  };

  heard.look(Object.fromEntries(asked));
  if (!host) return;

  addEventListener("message", function (event) {
    const said = event.data;
    if (event.source !== host || !said || said.backfile !== 1) return;
    if (typeof said.type !== "string" || !Object.hasOwn(heard, said.type)) return;
    if (origin !== null && origin !== event.origin) return;
    if (origin === null) {
      origin = event.origin;
      if (said.type !== "hello") heard.hello();
    }
    try {
      heard[said.type](said);
    } catch (unreadable) {}
  });

  // The app says what is on the screen (src/hooks/title.rs).
  page.tell = function (address, count) {
    send(...seen(address, count, app));
  };

  // How far the start has come, which the start script and the app set.
  let phase = page.phase;
  Object.defineProperty(page, "phase", {
    get: () => phase,
    set: function (reached) {
      phase = reached;
      if (reached === "search") send("ready", { articles: page.articleCount, version: page.version });
      // What failed is set after the phase.
      if (reached === "failed") setTimeout(() => send("error", { cause: page.failure.cause, cure: page.failure.cure }));
    },
  });

  // The page may be as high as it wants, as nothing in it depends on the height of its window. No
  // ResizeObserver tells how high: what one cannot deliver in time is an error of the page, of which
  // WebKit says nothing in a frame without an origin, so that it looks like a break of the program.
  const app = document.getElementById("app");
  let height = 0;
  let cause = "";
  let isAsked = false;
  function measure() {
    isAsked = false;
    const now = Math.ceil(app.getBoundingClientRect().height);
    if (now !== height) send("height", { height: (height = now) });
    const before = cause;
    cause = app.querySelector("[data-view=failure] h1 + p")?.textContent;
    if (cause && cause !== before) send("error", { cause: cause });
  }
  function ask() {
    if (!isAsked) requestAnimationFrame(measure);
    isAsked = true;
  }
  new MutationObserver(ask).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("resize", ask);
  for (const name of ["load", "toggle", "transitionend"]) addEventListener(name, ask, true);
  ask();

  // Nothing opens in the host's frame but the archive, and what opens beside it has its furniture.
  lendAddresses(document, () => location.href.replace(/[?#].*/, ""));

  host.postMessage({ backfile: 1, type: "hello" }, "*");
})();
