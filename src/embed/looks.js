// How does the page look where the archive stands? Fonts and colors as the archive is told them,
// the page's own tokens (`--backfile-…`) before what is seen of the page.
const TOKENS =
  "paper surface ink ink-soft rule edge accent accent-ink mark mark-ink mark-here focus serif sans mono radius measure".split(" ");

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

/** How the archive in an element is to look: as the page around it, unless a theme is named. */
function lookOf(element) {
  const style = getComputedStyle(element);
  const theme = /^(light|dark|system)$/.test(element.theme) ? element.theme : null;
  const tokens = { serif: style.fontFamily, sans: style.fontFamily };
  const behind = theme ? null : paper(element);
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
    height: element.height === "fixed" ? "fixed" : "auto",
    // Said of the archive, not of the page around it, whose language may be another.
    lang: element.lang,
    dir: element.dir,
    tokens,
  };
}
