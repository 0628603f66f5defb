/**
 * The effect of an event on a snapshot, which the patches of the event contain. The app asks for compact events: their
 * patches can change parts of arrays, and their data lacks what the patches repeat.
 */

import { mapsOf } from "$app/contract/maps";
import type { Envelope, Snapshot } from "$app/contract/types";

/** Returns the snapshot after the event with this number. Its view has the length of the phase, which no snapshot contains. */
export function applyEvent(before: Snapshot, event: Envelope, seq: number): Snapshot {
  // A patch to another game has the whole view of that game, so nothing leaves its maps.
  const maps = mapsOf(before.cartridge);
  const after = { ...mergePatch(before, event.patch ?? {}, maps), seq };
  if (event.you_patch && before.you) {
    after.you = mergePatch(before.you, event.you_patch, maps, "you");
  }
  // A pause does not change the length of its phase.
  const paused = before.status === "paused" || after.status === "paused";
  if (after.phase !== before.phase && after.view && !paused) {
    after.view = { ...after.view, phase_length_ms: after.phase?.remaining_ms ?? null };
  }
  return after;
}

type Fields = Record<string, unknown>;

/** Returns an event with the data that its compact form left out, which is in the snapshot `after` it. */
export function withWholeData(event: Envelope, after: Snapshot): Envelope {
  if (!event.patch) return event;
  const { players, phase, view } = after as Snapshot<Fields>;
  const flagged = (flag: "answered" | "connected") =>
    players.filter((player) => player[flag]).map(({ player_id }) => player_id);
  const flags = { answered: flagged("answered"), connected: flagged("connected") };
  const { view: changes } = event.patch as { view?: Fields | null };
  // The last value of a name counts. A new game begins without a view.
  const parts = isObject(changes) ? Object.keys(changes).sort().reverse() : [];
  const places = [...parts.map((name) => lastOf(view?.[name])), phase, view, event.data];
  const fields = places.filter(isObject).flatMap((place) => Object.entries(place));
  return { ...event, data: { ...flags, ...Object.fromEntries(fields) } };
}

const lastOf = (value: unknown): unknown => (Array.isArray(value) ? value.slice(-1)[0] : value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Returns `target` with `patch` applied. Parts that do not change keep their identity, so that only the components that show
 * a changed part update. A declared field without a value is `null`, as in the server's snapshots. A key that leaves one of
 * the `maps` is absent. `path` leads to `target`.
 */
export function mergePatch<T>(
  target: T,
  patch: unknown,
  maps: readonly string[] = [],
  path = "",
): T {
  if (!isObject(patch)) return patch as T;
  const inner = (name: string) => (path === "" ? name : `${path}/${name}`);
  if (Array.isArray(target) && ("$at" in patch || "$cut" in patch)) {
    return patchItems(target as unknown[], patch, maps, inner("*")) as T;
  }
  // A `Map`, because the name of a key can be `__proto__`.
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : []);
  const isMap = maps.includes(path);
  for (const [name, change] of Object.entries(patch)) {
    if (isMap && change === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), change, maps, inner(isMap ? "*" : name)));
  }
  return Object.fromEntries(merged) as T;
}

interface ItemsPatch {
  /** Indexes of the elements to remove. */
  $cut?: number[];
  /** Patches by index. The index after the last one appends. */
  $at?: Record<string, unknown>;
}

function patchItems(
  items: readonly unknown[],
  { $cut = [], $at = {} }: ItemsPatch,
  maps: readonly string[],
  path: string,
): unknown[] {
  const kept = items.filter((_, index) => !$cut.includes(index));
  // Objects iterate integer keys in ascending order.
  for (const [index, change] of Object.entries($at)) {
    kept[Number(index)] = mergePatch(kept[Number(index)], change, maps, path);
  }
  return kept;
}
