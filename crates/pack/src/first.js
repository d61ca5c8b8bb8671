// Before the first paint: the reader's colors, and no list where an article will open.
(function (page) {
  try {
    var theme = localStorage.getItem("backfile-theme");
    if (theme) page.setAttribute("data-theme", theme);
  } catch (refused) {}
  if (location.hash.length > 2) page.setAttribute("data-opening", "");
})(document.documentElement);
