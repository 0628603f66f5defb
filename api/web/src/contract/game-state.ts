/** Typed access to what a game wrote into a snapshot. Each part is null unless the room plays this game. */

import type { Schemas, Snapshot } from "$app/contract/types";

/** The types of each game's public state, `{ view, phase }`, by its key. Each game adds its entry. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Games {}

/** What `kind` shows to one person only. The type is generated from the rules. */
export type YouOf<K extends keyof Schemas["Cartridges"]> = Schemas["Cartridges"][K]["you"];

type Plays<K extends string> = Snapshot & { cartridge: K };

const plays = <K extends string>(snapshot: Snapshot | null, kind: K): snapshot is Plays<K> =>
  snapshot?.cartridge === kind;

/** Returns the public state of the game; null in the lobby. */
export function viewOf<K extends keyof Games>(
  snapshot: Snapshot | null,
  kind: K,
): Games[K]["view"] | null {
  return plays(snapshot, kind) ? (snapshot.view as Games[K]["view"] | null) : null;
}

/** Returns the game's data for this device's participant; null in the lobby and on public screens. */
export function youOf<K extends keyof Schemas["Cartridges"]>(
  snapshot: Snapshot | null,
  kind: K,
): YouOf<K> | null {
  const hasGame = plays(snapshot, kind) && snapshot.view !== null;
  return hasGame ? ((snapshot.you as YouOf<K> | undefined) ?? null) : null;
}

/** Returns the name of the phase; null in the lobby. */
export function phaseOf<K extends keyof Games>(
  snapshot: Snapshot | null,
  kind: K,
): Games[K]["phase"] | null {
  return plays(snapshot, kind)
    ? ((snapshot.phase?.name ?? null) as Games[K]["phase"] | null)
    : null;
}
