// What answers for window and document, where the app lives in a page of others (src/surroundings.rs)?
// An object with an address, steps, a scroll position and keys of its own, so that the page's title,
// hash, history, storage and globals stay as they are.

/** What scrolls an element: the nearest box around it that does, else the page. */
function scroller(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

/** Whether a hash of the page is an address in an archive. */
function isAddress(hash) {
  return hash.startsWith("#/");
}

/** The address and the steps of an archive: its own, or with `deeplink` those of the page. */
class Places {
  constructor(isDeep) {
    Object.assign(this, { hash: "#/", state: null, first: "#/", isDeep, wasDeep: isDeep() });
  }
  /** `deeplink` may come and go: the reader stays, unless the page's address leads elsewhere. */
  follow() {
    const here = this.wasDeep ? this.there : this.hash;
    if (this.wasDeep === this.isDeep()) return;
    this.wasDeep = !this.wasDeep;
    const isElsewhere = this.wasDeep && isAddress(location.hash);
    this.put(null, isElsewhere ? location.hash : here, false);
    return isElsewhere;
  }
  get there() {
    return isAddress(location.hash) ? location.hash : this.first;
  }
  get here() {
    return this.isDeep() ? this.there : this.hash;
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
  /** How much of the window's top the page covers (`--backfile-top`). */
  const covered = () => parseFloat(getComputedStyle(page.host).scrollMarginTop) || 0;
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
      else if (top() < covered()) page.host.scrollIntoView({ block: "start", behavior: "instant" });
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
