// How does an archive live in a frame of a page of others? With its own page, with a program and a policy
// of its own; the other end is src/boot/embed.js.

/** How long an archive that is loaded may take to say that it is one. */
const ANSWER_MILLIS = 5000;

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

/**
 * Opens an archive in a frame, with what the viewer's `open` has too: `post(type, detail)` and `close()`.
 * `look` and `address` are those to begin with; `hear(type, detail)` is told what happens, `stop(cause, cure)`
 * what ends it.
 */
function openFrame({ root, url, look, address, name, hear, stop }) {
  const frame = framed(url, look, address);
  const origin = kindOf(url) === "file" ? "null" : url.origin;
  let timer = 0; // until the archive must have answered
  let hasAnswered = false;
  frame.title = name;

  // Messages of others, and those that say nothing that is known, are left alone.
  function listen(event) {
    if (event.source !== frame.contentWindow || event.origin !== origin || event.data?.backfile !== 1) return;
    const { backfile, type, ...detail } = event.data;
    if (type === "hello") {
      hasAnswered = true;
      clearTimeout(timer);
    }
    hear(type, detail);
  }

  frame.addEventListener("load", () => {
    clearTimeout(timer);
    if (hasAnswered) return;
    const cure = "Open it by itself to see what is wrong, and whether it was made by a version of Backfile that can be embedded.";
    timer = setTimeout(() => stop("The archive did not answer.", cure), ANSWER_MILLIS);
  });
  window.addEventListener("message", listen);
  root.append(frame);

  return {
    frame,
    post(type, detail) {
      // A page without an origin cannot be named.
      frame.contentWindow?.postMessage({ backfile: 1, type, ...detail }, /^http/.test(origin) ? origin : "*");
    },
    close() {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
      frame.remove();
    },
  };
}
