// How does a plain page become the app? When its reader searches, or asks for the app: then, and not
// before, page, program and data of the app are loaded, out of sight; when its list is there it takes
// the page's place, without a load. The address is then the app's own, so that a reload and a link that
// is passed on are the app's, and the plain page keeps its own: Back brings it, as it was.
// The lines above name the files of the app, seen from this one.
(function () {
  if (!location.protocol.startsWith("http")) return; // the app needs a host
  const script = document.currentScript;
  const from = script.src; // now, since it is seen from the address of the page, which changes
  const at = (path) => new URL(path, from).href;
  const here = location.href.replace(/#.*/, "");
  const form = document.querySelector("form[role=search]");
  const box = form.querySelector("input");
  const told = form.querySelector("[role=status]");
  const title = document.title;
  const canonical = document.querySelector("link[rel=canonical]");
  const plainStyle = document.querySelector("link[rel=stylesheet]");
  let app, style, shown, scroll = 0, phase = "plain", isDressed = false;

  // A list of the app, with the filter that this page is of.
  const listed = (words) => at(PAGE) + "#/?q=" + encodeURIComponent(words) + (script.dataset.list || "");
  const isPlain = () => location.href.replace(/#.*/, "") === here;

  // What the app will ask for, as soon as the reader seems to want it.
  function foresee() {
    const ask = (path) => {
      const asked = fetch(at(path));
      asked.catch(() => {}); // told by the app, which waits for it
      return asked;
    };
    window.backfileEarly = window.backfileEarly || { program: ask(PROGRAM), manifest: ask(MANIFEST) };
  }

  // While the plain page is shown its address is no business of the app, which may write late.
  function guard(name) {
    history[name] = (...given) => {
      if (!isPlain()) History.prototype[name].apply(history, given);
    };
  }

  function load(address) {
    phase = "coming";
    guard("pushState");
    guard("replaceState");
    foresee();
    told.textContent = form.dataset.loading;
    style = document.createElement("link");
    style.rel = "stylesheet";
    style.media = "print"; // not yet
    style.href = at(STYLE);
    style.onload = style.onerror = () => (isDressed = true);
    app = document.createElement("div");
    app.id = "app";
    app.hidden = true;
    const start = document.createElement("script");
    start.src = at(SCRIPT);
    Object.assign(start.dataset, { program: at(PROGRAM), manifest: at(MANIFEST) });
    if (WORKER) start.dataset.worker = at(WORKER);
    // By itself it tells more of what is wrong.
    start.onerror = () => location.replace(address);
    document.head.append(style);
    document.body.append(app, start);
    wait();
  }

  function wait() {
    const page = window.__backfile || {};
    const isBusy = app.querySelector(".cards[aria-busy=true], .waiting") || !app.querySelector("main");
    if (page.phase !== "failed" && (page.phase !== "search" || isBusy || !isDressed)) return setTimeout(wait, 30);
    phase = "here";
    if (!isPlain()) show();
  }

  function show() {
    if (shown) return;
    shown = Array.from(document.body.children).filter((one) => one !== app && one.tagName !== "SCRIPT");
    const words = document.activeElement === box;
    for (const one of [...shown, canonical]) one.remove();
    style.media = "all";
    plainStyle.media = "print";
    app.hidden = false;
    scrollTo(0, 0);
    const search = app.querySelector("input[type=search]");
    if (words && search) {
      search.value = box.value; // the next letter may come before the app has drawn it
      search.focus();
      // To the app this is an address that was gone to, of which it shows the heading.
      const stay = (event) => event.target.matches("[data-heading]") && search.focus();
      app.addEventListener("focusin", stay);
      setTimeout(() => app.removeEventListener("focusin", stay), 2000);
      search.setSelectionRange(search.value.length, search.value.length);
    }
  }

  function leave() {
    if (!shown) return;
    style.media = "print";
    plainStyle.media = "all";
    app.hidden = true;
    document.head.append(canonical);
    document.body.prepend(...shown);
    shown = null;
    told.textContent = "";
    document.title = title;
    scrollTo(0, scroll);
  }

  // The app hears of an address at once: an event that comes later would undo what was written since.
  const tell = () => dispatchEvent(new PopStateEvent("popstate"));

  function go(address) {
    const isFirst = isPlain();
    if (isFirst) scroll = scrollY;
    History.prototype[isFirst ? "pushState" : "replaceState"].call(history, null, "", address);
    if (phase === "plain") load(address);
    else if (phase === "coming") tell();
    else if (isFirst) setTimeout(tell); // not while a letter is still on its way into the box
  }

  // Before the app, which knows nothing of this page.
  function arrive(event) {
    if (phase === "plain") return;
    if (isPlain()) {
      event.stopImmediatePropagation();
      leave();
    } else if (phase === "here") show();
  }

  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
  addEventListener("pageshow", (event) => event.persisted && (box.value = ""));
  box.addEventListener("focus", foresee, { once: true });
  box.addEventListener("input", () => box.value.trim() && go(listed(box.value)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(listed(box.value));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-app]");
    const isPlainClick = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlainClick || event.defaultPrevented) return;
    event.preventDefault();
    go(link.href);
  });
})();
