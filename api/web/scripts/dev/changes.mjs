// Changes of the program's source code.
import { relative, sep } from "node:path";

/** Folders and files of the program, below the repository. */
const SOURCES = ["Cargo.toml", "api/src", "bin/wpp", "entity", "migration", "shared", "worker"];

/** Parts that no program contains. The development server watches the screens (`web`) itself. */
const OTHERS = /\/(?:web|tests|examples|snapshots|node_modules|target)\//;

/** Time without changes after which a build starts. A command that writes several files starts one build. */
const QUIET_MS = 50;

/**
 * Calls `handle` with the name of what changed, at first with "start". A change during a call aborts the call's signal.
 * Returns when `stopping` is aborted.
 */
export async function followChanges({ watcher, root, stopping }, handle) {
  const changed = new Set();
  let interrupt = () => {};
  let timer;
  watcher.add(SOURCES.map((path) => `${root}${path}`));
  watcher.on("all", (event, path) => {
    const name = relative(root, path).split(sep).join("/");
    if (!isSource(name) || event === "addDir") return;
    changed.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => interrupt(), QUIET_MS);
  });

  stopping.addEventListener("abort", () => interrupt());
  changed.add("start");
  while (!stopping.aborted) {
    const call = new AbortController();
    const next = new Promise((resolve) => (interrupt = () => resolve(call.abort())));
    const names = [...changed];
    changed.clear();
    await handle(describe(names), call.signal);
    // What an interrupted call did not finish, the next one includes.
    if (call.signal.aborted) for (const name of names) changed.add(name);
    await next;
  }
}

/** Returns whether a change of this file can change the program. */
export function isSource(name) {
  const isBelow = (folder) => name === folder || name.startsWith(`${folder}/`);
  return SOURCES.some(isBelow) && !OTHERS.test(`/${name}`);
}

/** Returns the name of one file, and the number of the others. */
export function describe([first, ...others]) {
  return others.length ? `${first} and ${others.length} more` : first;
}
