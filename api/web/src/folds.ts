/** The games' folds, which apply events to a snapshot. */

import { byKind } from "./by-kind";
import type { Fold } from "./core/session-client";

const folds = byKind(import.meta.glob<{ fold: Fold }>("$cartridges/*/web/fold.ts"));
const loaded = new Map<string, Fold>();

/**
 * Returns the game's fold. The first call starts to load it. Until it is loaded, and for games without
 * one, the returned fold knows no event, so the client fetches snapshots instead.
 */
export function foldOf(kind: string): Fold {
  const load = folds.get(kind);
  if (load && !loaded.has(kind)) {
    void load().then(
      ({ fold }) => loaded.set(kind, fold),
      () => {}, // The next event tries again.
    );
  }
  return loaded.get(kind) ?? (() => null);
}
