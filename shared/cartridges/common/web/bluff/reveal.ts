/** Facts about the current reveal. */

import type { RevealAnimation } from "./reveal-acts.svelte";
import type { BluffView, Revealed } from "./types";

/** The length of the reveal animation at most. */
const MAX_REVEAL_MS = 5_000;

/**
 * Returns the length of the current reveal's animation, and the part that has elapsed. Screens opened in
 * the middle of a reveal start their animation there.
 */
export function revealAnimation(view: BluffView, left: number | null): RevealAnimation {
  const length = view.phase_length_ms ?? 0;
  const duration = Math.min(length, MAX_REVEAL_MS);
  return { duration, elapsed: duration ? Math.max(0, length - (left ?? 0)) : 0 };
}

/** Returns the points that a reveal gave to the player `id`. */
export const gained = (step: Revealed, id: string): number =>
  step.awarded.reduce((sum, award) => sum + (award.player_id === id ? award.points : 0), 0);
