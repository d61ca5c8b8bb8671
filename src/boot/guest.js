// What does an archive do in a page of others, in a frame or without one? It says what its reader
// sees, and sees to where a link leads. Part of the glue, so it must do nothing by itself.

/** What such a page may choose (styles/tokens.css). */
const TOKEN = /^(paper|surface|ink|ink-soft|rule|edge|accent|accent-ink|mark|mark-ink|mark-here|focus|serif|sans|mono|radius|measure)$/;

/** What is on the screen, as a message. */
function seen(address, count, app) {
  const isList = address.startsWith("#/?") || address === "#/";
  const slug = /^#\/a\/([^?]*)/.exec(address);
  if (app.querySelector(".message-view") || !(isList || slug)) return ["lost", { address }];
  if (slug) {
    const heading = app.querySelector("[id=content] h1");
    return ["open", { address, slug: decodeURIComponent(slug[1]), title: heading && heading.textContent }];
  }
  const filters = new URLSearchParams(address.slice(3));
  const query = filters.get("q") || "";
  filters.delete("q");
  return ["search", { address, query, filters: filters.toString(), count }];
}

/**
 * In a page of others the links are hashes, which mean nothing to that page. So a link that is opened
 * beside it, in a new tab or window, or copied, has the address of the archive's own page for the moment
 * that it matters; where there is none, it opens in place. Links to other sites open beside the page.
 * `page()` gives the address that a hash belongs to: `null` for none, `""` for that of this page.
 */
function lendAddresses(box, page) {
  function lend(event) {
    const link = event.composedPath()[0].closest?.("a[href]");
    const hash = link?.getAttribute("href");
    if (!link || link.hasAttribute("download")) return;
    if (!hash.startsWith("#")) {
      link.target = "_blank";
      return link.relList.add("noopener");
    }
    const isPlain = event.type === "click" && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const address = page();
    if (isPlain || address === "") return;
    if (address !== null) {
      link.setAttribute("href", address + hash);
      setTimeout(() => link.setAttribute("href", hash));
    } else if (event.type === "click" || event.button === 1) {
      event.preventDefault();
      event.stopImmediatePropagation();
      link.click();
    }
  }
  for (const name of ["click", "auxclick", "contextmenu", "dragstart"]) box.addEventListener(name, lend, true);
}

/**
 * Gives a way to go somewhere that waits until the app in these surroundings listens. What it was told
 * before, it would not hear, and overwrite with the address that it began with. What is no address in
 * an archive is left alone.
 */
function whenHeard(around, go) {
  const listen = around.addEventListener;
  let isHeard = false, last = null;
  around.addEventListener = function (name, ...rest) {
    listen.call(this, name, ...rest);
    if (name !== "popstate" || isHeard) return;
    // In a moment: the app has yet to write its first address.
    setTimeout(() => {
      isHeard = true;
      if (last) go(...last);
    });
  };
  return (to, push) => {
    if (typeof to !== "string" || !to.startsWith("#") || to.length > 9999) return;
    if (isHeard) go(to, push);
    else last = [to, push];
  };
}
