// Where does a link of the archive lead that is opened beside the page, in a new tab or window, or
// copied? In a page of others the links are hashes, which mean nothing to that page. So for the moment
// that it matters a link has the address of the archive's own page, and where there is none it opens in
// place. Links to other sites always open beside the page. Part of the glue, so it must do nothing by
// itself.

/** `page()` gives the address that a hash belongs to: `null` for none, `""` for that of this page. */
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
