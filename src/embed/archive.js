// Which archive stands here, and what does its reader see? A custom element that shows an archive
// inside a closed shadow root: no style, name or address of the page reaches the archive unless it is
// handed over, and none of the archive reaches the page. There are two ways in: the app itself in the
// shadow root (the other end is src/boot/element.js), and a frame with the archive's own page
// (src/boot/embed.js). The messages between both ends are those of docs/embed.md. The other scripts of
// this folder come before it, and xtask makes one function of all.
const ATTRIBUTES = ["src", "mode", "view", "query", "filters", "theme", "height", "deeplink", "loading"];
/** How long the address rests before it is written: browsers limit how often it may change. */
const REST_MILLIS = 250;
/** What a policy refused is told a moment after it failed. */
const TOLD_MILLIS = 60;

/** The address of a list: words, and filters as text or as `{place: ["Peru", "Chile"]}`. */
function listAddress(query, filters) {
  const asked = new URLSearchParams(query ? { q: query } : "");
  const given = typeof filters === "string" ? new URLSearchParams(filters) : Object.entries(filters || {});
  for (const [facet, values] of given) for (const value of [values].flat()) asked.append(facet, value);
  return String(asked) ? "#/?" + asked : "#/";
}

class BackfileArchive extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, "lang", "dir"];

  #root = this.attachShadow({ mode: "closed" });
  #ways = []; // that are still to be tried
  #opening = null; // which opening this is, while the app itself is here
  #way = null; // the archive's end of the messages; with `frame`, where it is in one
  #url = null; // of the archive, without what is asked of it
  #address = null; // where the reader is, once the archive has said so
  #hasAnswered = false;
  #refusals = null; // of the page's policy
  #standing = new Standing(this); // where a frame began in the window
  #look = ""; // as it was sent last
  #stops = []; // what ends with the element's stay in the page
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
    this.navigate(listAddress(String(query), filters), push);
  }

  /** Reads the page's colors and fonts again, after a change that cannot be seen from here. */
  refresh() {
    const look = lookOf(this);
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
    on(window, "hashchange", this.#follow);
    on(document, "securitypolicyviolation", this.#refused);
    on(matchMedia("(prefers-color-scheme: dark)"), "change", this.refresh);
    const looks = new MutationObserver(() => this.refresh());
    for (const root of [document.documentElement, document.body ?? this]) looks.observe(root, { attributes: true });
    this.#stops.push(() => looks.disconnect());
    this.#show();
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
      const wasOpen = this.#way || this.#opening || this.#root.querySelector("[role=alert]");
      if (name === "src") this.#address = null;
      this.#close();
      if (wasOpen) this.#open();
      else this.#show();
    } else if (name === "view" || name === "query" || name === "filters") {
      this.navigate(this.#first());
    } else {
      this.#look = ""; // `deeplink` goes with it
      this.refresh();
      this.#mirror();
    }
  }

  /** The address that the attributes ask for. */
  #first() {
    const view = this.view;
    if (view.startsWith("#")) return view;
    if (view && view !== "list") return "#/a/" + encodeURIComponent(view);
    return listAddress(this.query, this.filters);
  }

  #isDeep() {
    return this.deeplink === "on" || this.deeplink === "true";
  }

  #open() {
    const url = resolved(this.src);
    const reason = hindrance(url, this.mode);
    if (reason) return this.#fail(...reason);
    this.#url = url;
    this.#refusals = new Refusals(url);
    const isFile = kindOf(url) === "file";
    this.#ways = [];
    if (VIEWER && HERE && (this.mode === "app" || (!isFile && this.mode !== "frame"))) this.#ways.push(() => this.#openApp());
    if (kindOf(url) !== "feed" && this.mode !== "app") this.#ways.push(() => this.#openFrame());
    this.#next();
  }

  /** Tries the next way in. */
  #next() {
    this.#close();
    this.#show();
    this.#ways.shift()();
  }

  /** The app itself, in the shadow root. */
  async #openApp() {
    const opening = (this.#opening = {});
    const ifStill = (act) => (...given) => opening === this.#opening && act.apply(this, given);
    let open;
    try {
      open = await viewer();
    } catch (trouble) {
      return ifStill(this.#stopped)(trouble);
    }
    if (opening !== this.#opening) return;
    this.#way = open({
      root: this.#root,
      host: this,
      kind: kindOf(this.#url),
      url: this.#url.href,
      program: new URL(VIEWER.program, HERE).href,
      styles: new URL(VIEWER.styles, HERE).href,
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
      if (/security|policy|unsafe-eval|blocked/i.test(cure)) this.#refusals.add(false);
      if (isOurs && this.#ways.length) this.#next();
      else if (this.#refusals.are) this.#fail(...this.#refusals.told);
      else this.#fail(cause, cure);
    }, TOLD_MILLIS);
  }

  #openFrame() {
    const deep = this.#isDeep() && location.hash.startsWith("#/") ? location.hash : null;
    this.#way = openFrame({
      root: this.#root,
      url: this.#url,
      look: lookOf(this),
      address: deep ?? this.address,
      name: this.title || this.getAttribute("aria-label") || "Archive",
      hear: (type, detail) => this.#heard(type, detail),
      stop: (cause, cure) => this.#fail(cause, cure),
    });
  }

  #close() {
    this.#opening = null;
    this.#way?.close();
    this.#way = null;
    this.#hasAnswered = false;
    this.#look = "";
    this.#root.replaceChildren();
  }

  /** A link to the archive; with what went wrong, where something did. */
  #show(trouble) {
    this.#root.replaceChildren(message(resolved(this.src), this.textContent.trim(), trouble));
  }

  #fail(cause, cure) {
    this.#close();
    this.#show([cause, cure]);
    this.#tell("error", { cause, cure });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent("backfile-" + name, { bubbles: true, detail }));
  }

  #post(type, detail) {
    if (this.#hasAnswered) this.#way.post(type, detail);
  }

  /** What the archive says, whichever way it is here. */
  #heard(type, detail) {
    if (type === "hello") {
      this.#hasAnswered = true;
      this.#root.querySelector(".message")?.remove();
      this.#post("hello");
      this.#look = "";
      this.refresh();
    } else if (type === "height") {
      if (Number.isFinite(detail.height) && this.height !== "fixed") this.#standing.resize(this.#way.frame, detail.height);
    } else if (type === "ready" || type === "error") this.#tell(type, detail);
    else if (type === "search" || type === "open" || type === "lost") {
      this.#moved(String(detail.address));
      if (type !== "lost") this.#tell(type, detail);
    }
  }

  /** The reader went elsewhere. */
  #moved(address) {
    const before = this.#address;
    this.#address = address;
    if (!this.#way.frame) return; // the app sees to its place itself
    this.#mirror();
    if (before === null || before === address || this.height === "fixed") return;
    this.#standing.move(before, address);
  }

  /** With `deeplink`, the page's own address says where the reader is. */
  #mirror() {
    if (!this.#way?.frame || !this.#isDeep()) return; // the app sees to it itself
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.isConnected && location.hash !== this.#address) history.replaceState(history.state, "", this.#address);
    }, REST_MILLIS);
  }

  #follow() {
    if (this.#way?.frame && this.#isDeep() && location.hash.startsWith("#/") && location.hash !== this.#address) this.navigate(location.hash);
  }

  /** The page's policy forbade something: where it was ours, that is why there is no archive. */
  #refused(event) {
    if (!this.#url || this.#hasAnswered) return;
    if (!this.#way && !this.#opening) return;
    const isFrame = Boolean(this.#way?.frame);
    if (this.#refusals.note(event, isFrame) && isFrame) this.#fail(...this.#refusals.told);
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

// The script may be in a page twice, of two versions even: the first one stays.
if (!customElements.get("backfile-archive")) customElements.define("backfile-archive", BackfileArchive);
