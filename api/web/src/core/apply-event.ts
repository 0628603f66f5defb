/** The effect of an event on a snapshot, which the patches of the event contain. */

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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Returns `target` with `patch` applied. Parts that do not change keep their identity, so that only the components that show
 * a changed part update. A removed field is `null`, as in the server's snapshots, where both mean the same.
 */
export function mergePatch<T>(target: T, patch: unknown): T {
  if (!isObject(patch)) return patch as T;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, change] of Object.entries(patch)) {
    merged[name] = mergePatch(merged[name], change);
  }
  return merged as T;
}
