/** Typed access to what a game wrote into a snapshot. Each part is null unless the room plays this game. */

import type { Phase, Schemas, Snapshot } from "$app/contract/types";

/** The types of each game's public state, `{ view, phase }`, by its key. Each game adds its entry. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Games {}

type Kind = keyof Games & keyof Schemas["Cartridges"];

/** What `kind` shows to one person only. The type is generated from the rules. */
export type YouOf<K extends Kind> = Schemas["Cartridges"][K]["you"];

/** A snapshot of a room that plays `K`, from the start of the game on. */
type Running<K extends Kind> = Omit<Snapshot, "cartridge" | "phase" | "view" | "you"> & {
  cartridge: K;
  phase: (Phase & { name: Games[K]["phase"] }) | null;
  view: Games[K]["view"];
  you?: YouOf<K>;
};

/** The only place that trusts the server: a snapshot with this key and a view has the parts that the game declares. */
const isRunning = <K extends Kind>(snapshot: Snapshot | null, kind: K): snapshot is Running<K> =>
  snapshot?.cartridge === kind && snapshot.view !== null;

/** Returns the public state of the game; null in the lobby. */
export function viewOf<K extends Kind>(
  snapshot: Snapshot | null,
  kind: K,
): Running<K>["view"] | null {
  return isRunning(snapshot, kind) ? snapshot.view : null;
}

/** Returns the game's data for this device's participant; null in the lobby and on public screens. */
export function youOf<K extends Kind>(snapshot: Snapshot | null, kind: K): YouOf<K> | null {
  return (isRunning(snapshot, kind) && snapshot.you) || null;
}

/** Returns the name of the phase; null in the lobby. */
export function phaseOf<K extends Kind>(
  snapshot: Snapshot | null,
  kind: K,
): Games[K]["phase"] | null {
  return (isRunning(snapshot, kind) && snapshot.phase?.name) || null;
}
