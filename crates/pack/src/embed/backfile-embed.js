/*! Backfile: <backfile-archive src="archive.html">. How to use it: docs/embed.md. MIT OR Apache-2.0 */
// Which archive stands here, and what does its reader see? A custom element that shows a packed
// archive in a frame of its own, inside a closed shadow root: no style, name or address of the page
// reaches the archive unless it is handed over, and none of the archive reaches the page. The
// messages between both are those of docs/embed.md; the other end is src/boot/embed.js.
(function () {
  "use strict";
  const NAME = "backfile-archive";
  if (customElements.get(NAME)) return; // the script is there twice

  const ATTRIBUTES = ["src", "view", "query", "filters", "theme", "height", "deeplink", "loading"];
  const TOKENS =
    "paper surface ink ink-soft rule edge accent accent-ink mark mark-ink mark-here focus serif sans mono radius measure".split(" ");
  /** How long an archive that is loaded may take to say that it is one. */
  const ANSWER_MILLIS = 5000;
  /** How long a change of height belongs to the move that brought it. */
  const MOVE_MILLIS = 1000;
  /** How long the address rests before it is written: browsers limit how often it may change. */
  const REST_MILLIS = 250;

  // What a page says of its own elements with `!important` yields to what stands here with it.
  const STYLE = `
    :host { display: block !important; position: relative !important; visibility: visible !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; position: relative; inline-size: 100%; block-size: 24rem; border: 0; }
    :host([height="fixed"]) iframe { block-size: var(--backfile-height, 40rem); }
    div { all: initial; display: block; position: absolute; inset-block-start: 0; inset-inline: 0;
      padding: 1rem; color: inherit; font: 1rem/1.5 system-ui, sans-serif; direction: inherit; }
    div[role="alert"] { position: static; border: 1px solid; border-radius: 0.375rem; }
    p { margin: 0 0 0.5rem; }
    a { color: inherit; }
    a:focus-visible { outline: 3px solid; outline-offset: 2px; }`;

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
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === "src") {
        const wasOpen = this.#frame || this.#root.querySelector("[role=alert]");
        this.#address = null;
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
      if (/\.json$/i.test(url.pathname))
        return this.#fail("This archive is not packed.", "Make a page of it: backfile pack archive.json -o archive.html");
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
      // even from the same host. An archive in a folder must ask its own host for its parts.
      const rights = ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"];
      if (url.pathname.endsWith("/")) rights.push("allow-same-origin");
      frame.setAttribute("sandbox", rights.join(" "));
      frame.addEventListener("load", () => {
        clearTimeout(this.#timer);
        if (this.#hasAnswered) return;
        this.#timer = setTimeout(
          () => this.#fail("The archive did not answer.", "Open it by itself to see what is wrong, and whether it was made by a version of Backfile that can be embedded."),
          ANSWER_MILLIS,
        );
      });
      this.#frame = frame;
      this.#show(false, "");
      frame.src = inside.href;
      this.#root.append(frame);
    }

    #close() {
      clearTimeout(this.#timer);
      this.#frame = null;
      this.#hasAnswered = false;
      this.#look = "";
      this.#root.replaceChildren();
    }

    /** A link to the archive; with what went wrong, where something did. */
    #show(isFailure, cause, cure) {
      const box = made("div", "message");
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
      return !this.#frame.sandbox.contains("allow-same-origin");
    }

    #post(type, detail) {
      if (!this.#hasAnswered || !this.#frame?.contentWindow) return;
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
      if (type === "hello") {
        this.#hasAnswered = true;
        clearTimeout(this.#timer);
        this.#root.querySelector("div")?.remove();
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
      if (this.#isDeep() && location.hash.startsWith("#/") && location.hash !== this.#address) this.navigate(location.hash);
    }

    /** The page's policy forbade something: if it was the frame, that is why there is none. */
    #refused(event) {
      if (!this.#frame || this.#hasAnswered || !/^(frame|child|default)-src/.test(event.effectiveDirective || event.violatedDirective)) return;
      const { origin, href, protocol } = this.#url;
      if (!event.blockedURI || !(event.blockedURI.startsWith(origin) || href.startsWith(event.blockedURI))) return;
      const source = protocol === "file:" ? "file:" : origin === location.origin ? "'self'" : origin;
      this.#fail(
        "This page's Content-Security-Policy does not let the archive in.",
        `It needs: frame-src ${source}. This is for whoever runs the page.`,
      );
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
