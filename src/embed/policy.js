// What must the page's policy say, so that the archive can be here? Told where it refused something
// that was ours.

/** An address as a policy names it. */
function sourceOf(url) {
  if (url.protocol === "file:") return "file:";
  return url.origin === location.origin ? "'self'" : url.origin;
}

/** What was refused of one archive. */
class Refusals {
  #needs = [];

  constructor(url) {
    this.url = url;
  }

  get are() {
    return this.#needs.length > 0;
  }

  /** Whether a report of the browser is of ours, in the app itself or in a frame; then it is noted. */
  note(event, isFrame) {
    const directive = event.effectiveDirective || event.violatedDirective;
    const blocked = event.blockedURI;
    const isOf = (url) => url && blocked && (blocked.startsWith(url.origin) || url.href.startsWith(blocked));
    const isOurs = isFrame
      ? /^(frame|child|default)-src/.test(directive) && isOf(this.url)
      : /^(script|connect|default)-src/.test(directive) && (/eval/.test(blocked) || isOf(HERE) || isOf(this.url));
    if (isOurs) this.add(isFrame);
    return isOurs;
  }

  /** Something was refused to the app itself, or to a frame. */
  add(isFrame) {
    const [script, data] = [HERE, this.url].map((url) => url && sourceOf(url));
    const needs = isFrame ? `frame-src ${data}` : `script-src ${script} 'wasm-unsafe-eval'; connect-src ${[...new Set([script, data])].join(" ")}`;
    if (!this.#needs.includes(needs)) this.#needs.push(needs);
  }

  /** Cause and cure. */
  get told() {
    return [
      "This page's Content-Security-Policy does not let the archive in.",
      `It needs: ${this.#needs.join(" (or: ")}${this.#needs.length > 1 ? ")" : ""}. This is for whoever runs the page.`,
    ];
  }
}
