// Changes of the program's source code.
import { relative, sep } from "node:path";

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

  constructor(root) {
    this.#root = root;
  }

  /**
   * Returns a plugin of Vite that uses its file watcher. Vite calls the plugin again when a change of its settings restarts
   * its server, which then has another watcher.
   */
  plugin() {
    let isRestart = false;
    return {
      name: "wpp-sources",
      configureServer: ({ watcher }) => {
        watcher.add(SOURCES.map((path) => `${this.#root}${path}`));
        watcher.on("all", (event, path) => this.#handleEvent(event, path));
        // A watcher does not report what changes before it has read all folders.
        if (isRestart) watcher.once("ready", () => this.#add("start"));
        isRestart = true;
      },
    };
  }

  #handleEvent(event, path) {
    const name = relative(this.#root, path).split(sep).join("/");
    if (isSource(name) && event !== "addDir") this.#add(name);
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
    // The first call contains what changed before.
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
  }
}

/** Returns whether a change of this file can change the program. */
function isSource(name) {
  const isBelow = (folder) => name === folder || name.startsWith(`${folder}/`);
  return SOURCES.some(isBelow) && !OTHERS.test(`/${name}`);
}

/** Returns the name of one file, and the number of the others. */
function describe([first, ...others]) {
  return others.length ? `${first} and ${others.length} more` : first;
}
