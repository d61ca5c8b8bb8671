// Before the first paint: the reader's colors, or those of a page around this one; and no list where an article will open.
(function (page) {
  try {
    var asked = new URLSearchParams(location.search), inside = asked.has("embed");
    var theme = inside ? asked.get("theme") : localStorage.getItem("backfile-theme");
    if (inside) page.setAttribute("data-embed", "");
    if (theme) page.setAttribute("data-theme", theme);
  } catch (refused) {}
  if (location.hash.length > 2) page.setAttribute("data-opening", "");
})(document.documentElement);
