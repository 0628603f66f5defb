// Changes of the program's source code.
import { once } from "node:events";
import { relative, sep } from "node:path";
import { watch } from "chokidar";

/** Folders and files of the program, below the repository. */
const SOURCES = [
  "Cargo.toml",
  "api/Cargo.toml",
  "api/build.rs",
  "api/src",
  "bin/wpp",
  "entity",
  "migration",
  "shared",
  "worker",
];

/** Parts that no program contains. The development server watches the screens (`web`) itself. */
const OTHERS = /\/(?:web|tests|examples|snapshots|node_modules|target)\//;

/** Time without changes after which a build starts. A command that writes several files starts one build. */
const QUIET_MS = 50;

export class Changes {
  #changed = new Set();
  #interrupt = () => {};
  #root;
  #timer;
  #watcher;
  #isWatching;

  constructor(root) {
    this.#root = root;
    this.#watcher = watch(
      SOURCES.map((path) => `${root}${path}`),
      { ignored: (path) => OTHERS.test(`/${this.#name(path)}/`), ignoreInitial: true },
    );
    this.#watcher.on("all", (_, path) => this.#add(this.#name(path)));
    this.#isWatching = once(this.#watcher, "ready");
  }

  /** Returns the path of a file below the repository. */
  #name(path) {
    return relative(this.#root, path).split(sep).join("/");
  }

  #add(name) {
    this.#changed.add(name);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#interrupt(), QUIET_MS);
  }

  /**
   * Calls `handle` with the name of what changed, at first with "start". A change during a call aborts the call's signal.
   * Returns when `stopping` is aborted.
   */
  async follow(stopping, handle) {
    stopping.addEventListener("abort", () => this.#interrupt());
    // What changes before all folders were read is not reported, so the first call comes after that.
    await this.#isWatching;
    this.#changed = new Set(["start"]);
    while (!stopping.aborted) {
      const call = new AbortController();
      const next = new Promise((resolve) => (this.#interrupt = () => resolve(call.abort())));
      const names = [...this.#changed];
      this.#changed.clear();
      await handle(describe(names), call.signal);
      // What an interrupted call did not finish, the next one includes.
      if (call.signal.aborted) for (const name of names) this.#changed.add(name);
      await next;
    }
    await this.#watcher.close();
  }
}

/** Returns the name of one file, and the number of the others. */
function describe([first, ...others]) {
  return others.length ? `${first} and ${others.length} more` : first;
}
