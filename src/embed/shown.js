// What stands in the closed root, where it is not the app itself? A frame with the archive's own page,
// or a link to it, with what went wrong.

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

/** A link to the archive, where it has an address; before it what went wrong, where something did. */
function message(url, name, trouble) {
  const box = made("div", "message");
  box.className = "message";
  if (trouble) {
    box.setAttribute("role", "alert");
    box.append(made("p", "cause", trouble[0]), made("p", "cure", trouble[1]));
  }
  if (url) {
    const link = made("a", "link", name || "Open the archive");
    link.href = url.href;
    link.target = "_blank";
    link.rel = "noopener";
    box.append(link);
  }
  return box;
}

/** A frame for the page of an archive, with no more rights than it needs. */
function framed(url, look, address) {
  const inside = new URL(url);
  inside.searchParams.set("embed", "");
  for (const name of ["theme", "height", "lang", "dir"]) if (look[name]) inside.searchParams.set(name, look[name]);
  inside.hash = address;
  const frame = made("iframe", "frame");
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  // A file holds all that it needs, so it gets no origin: nothing in it can reach the page,
  // even from the same host. An archive in a folder must ask its own host for its parts; where
  // that is the page's host, no sandbox would hold it.
  const isFile = kindOf(url) === "file";
  const rights = ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"];
  if (!isFile) rights.push("allow-same-origin");
  if (isFile || url.origin !== location.origin) frame.setAttribute("sandbox", rights.join(" "));
  frame.src = inside.href;
  return frame;
}
