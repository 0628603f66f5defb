/**
 * The effect of an event on a snapshot, which the patches of the event contain. The app asks for compact events: their
 * patches can change parts of arrays, and their data lacks what the patches repeat.
 */

import type { Envelope, Snapshot } from "$app/contract/types";

/** Returns the snapshot after the event with this number. Its view has the length of the phase, which no snapshot contains. */
export function applyEvent(before: Snapshot, event: Envelope, seq: number): Snapshot {
  const after = { ...mergePatch(before, event.patch ?? {}), seq };
  if (event.you_patch && before.you) after.you = mergePatch(before.you, event.you_patch);
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
  const { view: changes = {} } = event.patch as { view?: Fields };
  // The last value of a name counts.
  const parts = Object.keys(changes).sort().reverse();
  const places = [...parts.map((name) => lastOf(view?.[name])), phase, view, event.data];
  return { ...event, data: Object.assign(flags, ...places.filter(isObject)) as object };
}

const lastOf = (value: unknown): unknown => (Array.isArray(value) ? value.at(-1) : value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Returns `target` with `patch` applied. Parts that do not change keep their identity, so that only the components that show
 * a changed part update. A removed field is `null`, as in the server's snapshots, where both mean the same.
 */
export function mergePatch<T>(target: T, patch: unknown): T {
  if (!isObject(patch)) return patch as T;
  if ("$at" in patch || "$cut" in patch) return patchItems(target, patch) as T;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, change] of Object.entries(patch)) {
    merged[name] = mergePatch(merged[name], change);
  }
  return merged as T;
}

interface ItemsPatch {
  /** Indexes of the elements to remove. */
  $cut?: number[];
  /** Patches by index. The index after the last one appends. */
  $at?: Record<string, unknown>;
}

function patchItems(target: unknown, { $cut = [], $at = {} }: ItemsPatch): unknown[] {
  const items = Array.isArray(target) ? [...(target as unknown[])] : [];
  const kept = items.filter((_, index) => !$cut.includes(index));
  // Objects iterate integer keys in ascending order.
  for (const [index, change] of Object.entries($at)) {
    kept[Number(index)] = mergePatch(kept[Number(index)], change);
  }
  return kept;
}
