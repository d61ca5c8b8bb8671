// What does `src` name, and what brings an archive of that kind into the page? Addresses, and the
// viewer's files beside this script: `backfile embed DIR` gives their names as `VIEWER`, else there
// are none.
const OWN = document.currentScript;
const HERE = OWN?.src ? new URL(".", OWN.src) : null;
const NONCE = OWN?.nonce;
/** What went wrong, and what to do about it, where it is told in more than one place. */
const PACKING = "pack it: backfile pack archive.json -o archive.html";

/** The address of an archive; none for what is no address, or would run something. */
function resolved(src) {
  try {
    const url = src && new URL(src, document.baseURI);
    if (url) url.hash = "";
    return url && /^(https?|file|blob):$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** What stands at an address, by its end: a feed, the folder of a site, or a packed file. */
function kindOf(url) {
  if (/\.json$/i.test(url.pathname)) return "feed";
  return url.pathname.endsWith("/") ? "site" : "file";
}

/** Why no archive of this kind can be shown here, in this mode: cause and cure; none where one can. */
function hindrance(url, mode) {
  if (!url) return ["This element names no archive.", 'It needs src="archive.html", a file that `backfile pack` wrote.'];
  const kind = kindOf(url);
  const isApp = mode === "app";
  if (url.protocol === "file:" && (isApp || kind !== "file"))
    return ["A page opened from a file cannot read other files.", "Put both on a host (backfile serve shows a folder on this machine), or " + PACKING];
  if (kind === "feed" && mode === "frame") return ["A feed has no page for a frame.", 'Leave out mode="frame", or ' + PACKING];
  if (!(VIEWER && HERE) && (kind === "feed" || isApp))
    return ["The viewer is not beside the script of this page.", "Write both: backfile embed DIR; or " + PACKING];
  return null;
}

let coming = null; // the viewer, for all archives in this page

/** Gives what opens an archive in a shadow root. */
function viewer() {
  coming ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(VIEWER.script, HERE);
    if (NONCE) script.nonce = NONCE;
    const settled = () => {
      script.remove();
      if (script.open) return resolve(script.open);
      coming = null;
      const trouble = { cause: "The viewer of this archive could not be loaded.", cure: "Is it beside the script? " + script.src, isOurs: true };
      reject(trouble);
    };
    script.onload = script.onerror = settled;
    document.head.append(script);
  });
  return coming;
}
