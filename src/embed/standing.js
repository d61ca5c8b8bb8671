// Where in the window does a view begin? A frame that is as high as its content has no scroll
// position, so a list that is come back to is put where it stood in the window of the page.

/** How long a change of height belongs to the move that brought it. */
const MOVE_MILLIS = 1000;

class Standing {
  #host;
  #height = 0;
  #tops = new Map(); // by address: where the element stood in the window
  #noted = null; // the same, before the newest change of height
  #wanted = null; // where it is to stand again, as its height comes back

  constructor(host) {
    this.#host = host;
  }

  #isFresh(place) {
    return Boolean(place) && performance.now() - place.at < MOVE_MILLIS;
  }

  #now() {
    return { at: performance.now(), top: this.#host.getBoundingClientRect().top };
  }

  /** A list that is come back to stands where it stood; while it comes back in steps, after each. */
  #return() {
    if (this.#isFresh(this.#wanted)) window.scrollBy(0, this.#now().top - this.#wanted.top);
  }

  /** The content of the frame has another height. */
  resize(frame, height) {
    const before = height < this.#height && !this.#isFresh(this.#noted) ? this.#now() : null;
    this.#height = Math.min(Math.max(height, 0), 1e6);
    frame.style.setProperty("block-size", this.#height + "px");
    // A page that became too short for its place was moved; the reader saw the place before.
    if (before && this.#now().top !== before.top) this.#noted = before;
    this.#return();
  }

  /** The reader went elsewhere: a new view begins at its top, a list comes back where it was. */
  move(before, address) {
    const isArticle = (address) => address.startsWith("#/a/");
    if (!isArticle(address) && !isArticle(before)) return;
    const { top } = this.#isFresh(this.#noted) ? this.#noted : this.#now();
    this.#noted = null;
    this.#tops.set(before, top);
    const known = isArticle(address) ? undefined : this.#tops.get(address);
    this.#wanted = known === undefined ? null : { at: performance.now(), top: known };
    if (this.#wanted) this.#return();
    else if (top < 0) this.#host.scrollIntoView({ block: "start" });
  }
}
