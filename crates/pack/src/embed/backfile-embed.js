/*! Backfile: <backfile-archive src="archive.json">. How to use it: docs/embed.md. MIT OR Apache-2.0 */
// Which archive stands here, and what does its reader see? A custom element that shows an archive
// inside a closed shadow root: no style, name or address of the page reaches the archive unless it is
// handed over, and none of the archive reaches the page. There are two ways in: the app itself in the
// shadow root (the other end is src/boot/element.js), and a frame with the archive's own page
// (src/boot/embed.js). The messages between both ends are those of docs/embed.md.
(function () {
  "use strict";
  const NAME = "backfile-archive";
  if (customElements.get(NAME)) return; // the script is there twice

  /** The viewer's files beside this script: `backfile embed DIR` writes their names here. */
  const VIEWER = null;
  const OWN = document.currentScript;
  const HERE = OWN?.src ? new URL(".", OWN.src) : null;
  const NONCE = OWN?.nonce;

  const ATTRIBUTES = ["src", "mode", "view", "query", "filters", "theme", "height", "deeplink", "loading"];
  const TOKENS =
    "paper surface ink ink-soft rule edge accent accent-ink mark mark-ink mark-here focus serif sans mono radius measure".split(" ");
  /** How long an archive that is loaded may take to say that it is one. */
  const ANSWER_MILLIS = 5000;
  /** How long a change of height belongs to the move that brought it. */
  const MOVE_MILLIS = 1000;
  /** How long the address rests before it is written: browsers limit how often it may change. */
  const REST_MILLIS = 250;
  /** What a policy refused is told a moment after it failed. */
  const TOLD_MILLIS = 60;

  // What a page says of its own elements with `!important` yields to what stands here with it.
  const STYLE = `
    :host { display: block !important; position: relative !important; visibility: visible !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; position: relative; inline-size: 100%; block-size: 24rem; border: 0; }
    :host([height="fixed"]) iframe { block-size: var(--backfile-height, 40rem); }
    .message { all: initial; display: block; position: absolute; inset-block-start: 0; inset-inline: 0;
      padding: 1em; color: inherit; font-family: inherit; line-height: 1.5; direction: inherit; overflow-wrap: anywhere; }
    .message:only-child { position: static; }
    .message[role="alert"] { border: 1px solid; border-radius: 0.375em; }
    .message p { margin: 0 0 0.5em; }
    .message a { color: inherit; }
    .message a:focus-visible { outline: 3px solid; outline-offset: 2px; }`;

  function made(name, part, text) {
    const element = document.createElement(name);
    element.setAttribute("part", part);
    if (text) element.textContent = text;
    return element;
  }

  /** The address of an archive; none for what is no address, or would run something. */
  function resolved(src) {
    try {
      const url = src && new URL(src, document.baseURI);
      return url && /^(https?|file|blob):$/.test(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  /** What stands at an address, by its end: a feed, the folder of a site, or a packed file. */
  function kindOf(url) {
    if (/\.json$/i.test(url.pathname)) return "feed";
    return url.pathname.endsWith("/") ? "site" : "file";
  }

  /** An address as a policy names it. */
  function source(url) {
    if (url.protocol === "file:") return "file:";
    return url.origin === location.origin ? "'self'" : url.origin;
  }

  let coming = null; // the viewer, for all archives in this page

  /** Gives what opens an archive in a shadow root. */
  function viewer() {
    coming ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(VIEWER.script, HERE);
      if (NONCE) script.nonce = NONCE;
      const settled = () => {
        script.remove();
        if (script.open) return resolve(script.open);
        coming = null;
        const trouble = { cause: "The viewer of this archive could not be loaded.", cure: "Is it beside the script? " + script.src, isOurs: true };
        reject(trouble);
      };
      script.onload = script.onerror = settled;
      document.head.append(script);
    });
    return coming;
  }

  function isFresh(place) {
    return Boolean(place) && performance.now() - place.at < MOVE_MILLIS;
  }

  /** The color behind an element: of the nearest that has one. */
  function paper(element) {
    for (let at = element; at; at = at.parentElement || (at.getRootNode().host ?? null)) {
      const color = getComputedStyle(at).backgroundColor;
      if (color && color !== "transparent" && !/[,/] *0\)$/.test(color)) return color;
    }
    return /dark/.test(getComputedStyle(document.documentElement).colorScheme) &&
      matchMedia("(prefers-color-scheme: dark)").matches
      ? "#121212"
      : "#fff";
  }

  /** Whether a color is a dark one, whatever it is written in. */
  function isDark(color) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    if (!context) return false;
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
  }

  class BackfileArchive extends HTMLElement {
    static observedAttributes = [...ATTRIBUTES, "lang", "dir"];

    #root = this.attachShadow({ mode: "closed" });
    #ways = []; // that are still to be tried
    #opening = null; // which opening this is, while the app itself is here
    #app = null; // its end of the messages
    #needs = []; // what the page's policy refused, by way
    #frame = null; // while there is one
    #url = null; // of the archive, without what is asked of it
    #address = null; // where the reader is, once the archive has said so
    #hasAnswered = false;
    #height = 0;
    #places = new Map(); // by address: where the element stood in the window
    #noted = null; // the same, before the newest change of height
    #wanted = null; // where it is to stand again, as its height comes back
    #look = ""; // as it was sent last
    #stops = []; // what ends with the element's stay in the page
    #timer = 0; // until the archive must have answered
    #resting = 0; // until the address is written

    constructor() {
      super();
      const style = new CSSStyleSheet(); // which a strict policy lets in
      style.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [style];
    }

    /** Where the reader is in the archive, such as `#/a/SLUG`. */
    get address() {
      return this.#address ?? this.#first();
    }

    /** Goes to an address of the archive; with `push`, as a step that Back undoes. */
    navigate(to, push = false) {
      if (!this.#hasAnswered) this.#address = String(to);
      this.#post("navigate", { to: String(to), push });
    }

    /** Shows what is found for words, among the articles that filters leave. */
    search(query = "", filters = "", push = false) {
      this.#post("search", { query: String(query), filters, push });
    }

    /** Reads the page's colors and fonts again, after a change that cannot be seen from here. */
    refresh() {
      const look = this.#ownLook();
      const written = JSON.stringify(look);
      if (written === this.#look) return;
      this.#look = written;
      this.#post("look", look);
    }

    connectedCallback() {
      for (const name of ATTRIBUTES) {
        if (!Object.hasOwn(this, name)) continue;
        const early = this[name]; // set before this script ran
        delete this[name];
        this[name] = early;
      }
      const on = (target, name, heard) => {
        const listener = heard.bind(this);
        target.addEventListener(name, listener);
        this.#stops.push(() => target.removeEventListener(name, listener));
      };
      on(window, "message", this.#hear);
      on(window, "hashchange", this.#follow);
      on(document, "securitypolicyviolation", this.#refused);
      on(matchMedia("(prefers-color-scheme: dark)"), "change", this.refresh);
      const looks = new MutationObserver(() => this.refresh());
      for (const root of [document.documentElement, document.body ?? this]) looks.observe(root, { attributes: true });
      this.#stops.push(() => looks.disconnect());
      this.#show(false, "");
      if (this.loading === "eager") return this.#open();
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.some((entry) => entry.isIntersecting)) return;
          near.disconnect();
          this.#open();
        },
        { rootMargin: "800px" },
      );
      near.observe(this);
      this.#stops.push(() => near.disconnect());
    }

    disconnectedCallback() {
      for (const stop of this.#stops.splice(0)) stop();
      this.#close();
      this.#ways = [];
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === "src" || name === "mode") {
        const wasOpen = this.#frame || this.#opening || this.#root.querySelector("[role=alert]");
        if (name === "src") this.#address = null;
        this.#close();
        if (wasOpen) this.#open();
        else this.#show(false, "");
      } else if (name === "view" || name === "query" || name === "filters") {
        this.navigate(this.#first());
      } else if (name !== "deeplink") this.refresh();
    }

    /** The address that the attributes ask for. */
    #first() {
      const view = this.view;
      if (view.startsWith("#")) return view;
      if (view && view !== "list") return "#/a/" + encodeURIComponent(view);
      const asked = new URLSearchParams(this.query ? { q: this.query } : "");
      for (const [facet, value] of new URLSearchParams(this.filters)) asked.append(facet, value);
      return String(asked) ? "#/?" + asked : "#/";
    }

    #isDeep() {
      return this.deeplink === "on" || this.deeplink === "true";
    }

    #open() {
      const url = resolved(this.src);
      if (!url)
        return this.#fail("This element names no archive.", 'It needs src="archive.html", a file that `backfile pack` wrote.');
      this.#url = url;
      const kind = kindOf(url);
      const packing = "pack it: backfile pack archive.json -o archive.html";
      const isApp = this.mode === "app" || (kind !== "file" && this.mode !== "frame");
      if (url.protocol === "file:" && (isApp || kind !== "file"))
        return this.#fail("A page opened from a file cannot read other files.", "Put both on a host (backfile serve shows a folder on this machine), or " + packing);
      if (kind === "feed" && this.mode === "frame") return this.#fail("A feed has no page for a frame.", 'Leave out mode="frame", or ' + packing);
      const canShow = VIEWER && HERE;
      if (!canShow && (kind === "feed" || this.mode === "app"))
        return this.#fail("The viewer is not beside the script of this page.", "Write both: backfile embed DIR; or " + packing);
      this.#needs = [];
      this.#ways = [];
      if (canShow && isApp) this.#ways.push(() => this.#openApp(kind));
      if (kind !== "feed" && this.mode !== "app") this.#ways.push(() => this.#openFrame());
      this.#next();
    }

    /** Tries the next way in. */
    #next() {
      this.#close();
      this.#show(false, "");
      this.#ways.shift()();
    }

    /** The app itself, in the shadow root. */
    async #openApp(kind) {
      const opening = (this.#opening = {});
      const ifStill = (act) => (...given) => opening === this.#opening && act.apply(this, given);
      let open;
      try {
        open = await viewer();
      } catch (trouble) {
        return ifStill(this.#stopped)(trouble);
      }
      if (opening !== this.#opening) return;
      this.#app = open({
        root: this.#root,
        host: this,
        kind,
        url: this.#url.href,
        program: new URL(VIEWER.program, HERE).href,
        first: () => this.#address ?? this.#first(),
        isDeep: () => this.#isDeep(),
        hear: ifStill(this.#heard),
        stop: ifStill(this.#stopped),
      });
    }

    /** The app cannot be here: by the page's policy, or for its own reasons. */
    #stopped({ cause, cure, isOurs }) {
      const opening = this.#opening;
      setTimeout(() => {
        if (opening !== this.#opening) return;
        if (/security|policy|unsafe-eval|blocked/i.test(cure)) this.#refuse(0);
        if (isOurs && this.#ways.length) this.#next();
        else if (this.#needs.length) this.#fail(...this.#policy());
        else this.#fail(cause, cure);
      }, TOLD_MILLIS);
    }

    #openFrame() {
      const url = this.#url;
      const inside = new URL(url);
      inside.searchParams.set("embed", "");
      const look = this.#ownLook();
      for (const name of ["theme", "height", "lang", "dir"]) if (look[name]) inside.searchParams.set(name, look[name]);
      const deep = this.#isDeep() && location.hash.startsWith("#/") ? location.hash : null;
      inside.hash = deep ?? this.#address ?? this.#first();
      const frame = made("iframe", "frame");
      frame.title = this.title || this.getAttribute("aria-label") || "Archive";
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      // A file holds all that it needs, so it gets no origin: nothing in it can reach the page,
      // even from the same host. An archive in a folder must ask its own host for its parts; where
      // that is the page's host, no sandbox would hold it.
      const rights = ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"];
      if (!this.#isSandboxed()) rights.push("allow-same-origin");
      if (this.#isSandboxed() || url.origin !== location.origin) frame.setAttribute("sandbox", rights.join(" "));
      frame.addEventListener("load", () => {
        clearTimeout(this.#timer);
        if (this.#hasAnswered) return;
        this.#timer = setTimeout(
          () => this.#fail("The archive did not answer.", "Open it by itself to see what is wrong, and whether it was made by a version of Backfile that can be embedded."),
          ANSWER_MILLIS,
        );
      });
      this.#frame = frame;
      frame.src = inside.href;
      this.#root.append(frame);
    }

    #close() {
      clearTimeout(this.#timer);
      this.#frame = null;
      this.#opening = null;
      this.#app?.close();
      this.#app = null;
      this.#hasAnswered = false;
      this.#look = "";
      this.#root.replaceChildren();
    }

    /** A link to the archive; with what went wrong, where something did. */
    #show(isFailure, cause, cure) {
      const box = made("div", "message");
      box.className = "message";
      if (isFailure) {
        box.setAttribute("role", "alert");
        box.append(made("p", "cause", cause), made("p", "cure", cure));
      }
      const url = resolved(this.src);
      if (url) {
        const link = made("a", "link", this.textContent.trim() || "Open the archive");
        link.href = url.href;
        link.target = "_blank";
        link.rel = "noopener";
        box.append(link);
      }
      this.#root.replaceChildren(box);
    }

    #fail(cause, cure) {
      this.#close();
      this.#show(true, cause, cure);
      this.#tell("error", { cause, cure });
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent("backfile-" + name, { bubbles: true, detail }));
    }

    #isSandboxed() {
      return kindOf(this.#url) === "file";
    }

    #post(type, detail) {
      if (!this.#hasAnswered) return;
      if (this.#app) return this.#app.post(type, detail);
      if (!this.#frame?.contentWindow) return;
      const to = this.#isSandboxed() || this.#url.protocol === "file:" ? "*" : this.#url.origin;
      this.#frame.contentWindow.postMessage({ backfile: 1, type, ...detail }, to);
    }

    /** A message; those of others, and those that say nothing that is known, are left alone. */
    #hear(event) {
      const said = event.data;
      if (!this.#frame || event.source !== this.#frame.contentWindow || said?.backfile !== 1) return;
      const origin = this.#isSandboxed() ? "null" : this.#url.origin;
      if (event.origin !== origin) return;
      const { backfile, type, ...detail } = said;
      this.#heard(type, detail);
    }

    /** What the archive says, whichever way it is here. */
    #heard(type, detail) {
      if (type === "hello") {
        this.#hasAnswered = true;
        clearTimeout(this.#timer);
        this.#root.querySelector(".message")?.remove();
        this.#post("hello");
        this.#look = "";
        this.refresh();
      } else if (type === "height") this.#resize(detail.height);
      else if (type === "ready" || type === "error") this.#tell(type, detail);
      else if (type === "search" || type === "open" || type === "lost") {
        this.#moved(String(detail.address));
        if (type !== "lost") this.#tell(type, detail);
      }
    }

    /** A list that is come back to stands where it stood; while it comes back in steps, after each. */
    #return() {
      if (!isFresh(this.#wanted)) return;
      window.scrollBy(0, this.getBoundingClientRect().top - this.#wanted.top);
    }

    /** Where the element stands in the window now. */
    #place() {
      return { at: performance.now(), top: this.getBoundingClientRect().top };
    }

    #resize(height) {
      if (!Number.isFinite(height) || this.height === "fixed") return;
      const before = height < this.#height && !isFresh(this.#noted) ? this.#place() : null;
      this.#height = Math.min(Math.max(height, 0), 1e6);
      this.#frame.style.setProperty("block-size", this.#height + "px");
      // A page that became too short for its place was moved; the reader saw the place before.
      if (before && this.#place().top !== before.top) this.#noted = before;
      this.#return();
    }

    /** The reader went elsewhere: a new view begins at its top, a list comes back where it was. */
    #moved(address) {
      const before = this.#address;
      this.#address = address;
      if (this.#app) return; // it sees to both itself
      this.#mirror();
      if (before === null || before === address || this.height === "fixed") return;
      const isArticle = (address) => address.startsWith("#/a/");
      if (!isArticle(address) && !isArticle(before)) return;
      const { top } = isFresh(this.#noted) ? this.#noted : this.#place();
      this.#noted = null;
      this.#places.set(before, top);
      const known = isArticle(address) ? undefined : this.#places.get(address);
      this.#wanted = known === undefined ? null : { at: performance.now(), top: known };
      if (this.#wanted) this.#return();
      else if (top < 0) this.scrollIntoView({ block: "start" });
    }

    /** With `deeplink`, the page's own address says where the reader is. */
    #mirror() {
      if (!this.#isDeep()) return;
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => {
        if (this.isConnected && location.hash !== this.#address) history.replaceState(history.state, "", this.#address);
      }, REST_MILLIS);
    }

    #follow() {
      if (!this.#app && this.#isDeep() && location.hash.startsWith("#/") && location.hash !== this.#address) this.navigate(location.hash);
    }

    /** The page's policy forbade something: where it was ours, that is why there is no archive. */
    #refused(event) {
      if (!this.#url || this.#hasAnswered) return;
      const directive = event.effectiveDirective || event.violatedDirective;
      const blocked = event.blockedURI;
      const isOf = (url) => url && blocked && (blocked.startsWith(url.origin) || url.href.startsWith(blocked));
      if (this.#frame && /^(frame|child|default)-src/.test(directive) && isOf(this.#url)) {
        this.#refuse(1);
        this.#fail(...this.#policy());
      } else if (this.#opening && /^(script|connect|default)-src/.test(directive) && (/eval/.test(blocked) || isOf(HERE) || isOf(this.#url))) this.#refuse(0);
    }

    /** What the policy must say: for the app itself (0), for a frame (1). */
    #refuse(way) {
      const [script, data] = [HERE, this.#url].map((url) => url && source(url));
      const needs = way ? `frame-src ${data}` : `script-src ${script} 'wasm-unsafe-eval'; connect-src ${[...new Set([script, data])].join(" ")}`;
      if (!this.#needs.includes(needs)) this.#needs.push(needs);
    }

    #policy() {
      return [
        "This page's Content-Security-Policy does not let the archive in.",
        `It needs: ${this.#needs.join(" (or: ")}${this.#needs.length > 1 ? ")" : ""}. This is for whoever runs the page.`,
      ];
    }

    /** How the archive is to look: as the page around it, unless a theme is named. */
    #ownLook() {
      const style = getComputedStyle(this);
      const theme = /^(light|dark|system)$/.test(this.theme) ? this.theme : null;
      const tokens = { serif: style.fontFamily, sans: style.fontFamily };
      const behind = theme ? null : paper(this);
      if (behind) {
        const ink = style.color;
        const mixed = (percent) => `color-mix(in srgb, ${ink} ${percent}%, ${behind})`;
        Object.assign(tokens, { paper: behind, surface: behind, ink, "ink-soft": mixed(85), rule: mixed(20), edge: mixed(60) });
      }
      for (const name of TOKENS) {
        const value = style.getPropertyValue("--backfile-" + name).trim();
        if (value) tokens[name] = value;
        else tokens[name] ??= null;
      }
      return {
        theme: theme ?? (isDark(tokens.paper) ? "dark" : "light"),
        height: this.height === "fixed" ? "fixed" : "auto",
        // Said of the archive, not of the page around it, whose language may be another.
        lang: this.lang,
        dir: this.dir,
        tokens,
      };
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(BackfileArchive.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        this.setAttribute(name, value);
      },
    });
  }

  customElements.define(NAME, BackfileArchive);
})();
