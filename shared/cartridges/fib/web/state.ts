/** Typed access to Fib's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import type { RevealAnimation } from "./reveal-acts.svelte";
import type { FibView, FibYou, PhaseName, Revealed } from "./types";

export const fibView = (snapshot: Snapshot | null): FibView | null => viewOf(snapshot, "fib");

export const fibYou = (snapshot: Snapshot | null): FibYou | null => youOf(snapshot, "fib");

export const phaseName = (snapshot: Snapshot | null): PhaseName | null => phaseOf(snapshot, "fib");

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  question: "in-sky",
  lie: "in-coral",
  guess: "in-mustard",
  reveal: "in-mint",
  scores: "in-rose",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

/** The length of the reveal animation at most. */
const MAX_REVEAL_MS = 5_000;

/**
 * Returns the length of the current reveal's animation, and the part that has elapsed. Screens opened in
 * the middle of a reveal start their animation there.
 */
export function revealAnimation(view: FibView, left: number | null): RevealAnimation {
  const length = view.phase_length_ms ?? 0;
  const duration = Math.min(length, MAX_REVEAL_MS);
  return { duration, elapsed: duration ? Math.max(0, length - (left ?? 0)) : 0 };
}

/** Returns the points that a reveal gave to the player `id`. */
export const gained = (step: Revealed, id: string): number =>
  step.awarded.reduce((sum, award) => sum + (award.player_id === id ? award.points : 0), 0);
