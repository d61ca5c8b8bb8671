// What stands in the closed root, where there is no archive? A link to it, with what went wrong.

// What a page says of its own elements with `!important` yields to what stands here with it.
const STYLE = `
  :host { display: block !important; position: relative !important; visibility: visible !important;
    scroll-margin-block-start: var(--backfile-top, 0px); }
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
