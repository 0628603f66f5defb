// Messages to the open pages.

/** Informs the open pages about the program. They show an error of the compiler in the same way as one of the screens. */
export class Pages {
  #vite;
  #error = null;

  constructor(vite) {
    this.#vite = vite;
  }

  /** Shows an error until the next program. `failure` is null when cargo itself failed. */
  showFailure(root, failure) {
    const { message, text, place } = failure ?? {
      message: "The build failed. The terminal has the reason.",
      text: "",
    };
    const loc = place && { ...place, file: `${root}${place.file}` };
    // A page that gets its first update while it shows an error is loaded again. A room does not need that.
    if (!this.#error) this.#clear();
    this.#error = { type: "error", err: { message, stack: text, loc } };
    this.#vite.ws.send(this.#error);
  }

  /** Removes an error. Returns whether there was one. */
  clearFailure() {
    const wasShown = this.#error !== null;
    if (wasShown) this.#clear();
    this.#error = null;
    return wasShown;
  }

  /** Announces that another program answers. */
  announceRestart() {
    this.#vite.ws.send({ type: "custom", event: "wpp:restarted" });
  }

  #clear() {
    this.#vite.ws.send({ type: "update", updates: [] });
  }
}
