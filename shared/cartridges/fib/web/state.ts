/** Fib's view of a snapshot, typed; and small questions asked of it in several places. */

import type { Snapshot } from "$app/contract/types";
import type { FibView, FibYou, PhaseName, Revealed } from "./types";

export const fibView = (snapshot: Snapshot | null): FibView | null =>
  (snapshot?.view as FibView | null) ?? null;

export const fibYou = (snapshot: Snapshot | null): FibYou | null =>
  (snapshot?.you as FibYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

/** The accent of each phase: one at a time. */
export const ACCENT: Record<PhaseName, string> = {
  question: "in-sky",
  lie: "in-coral",
  guess: "in-mustard",
  reveal: "in-mint",
  scores: "in-rose",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

/** A, B, C … for options; they have no other name that can be said aloud. */
export const letter = (index: number): string => String.fromCharCode(65 + (index % 26));

/** What `id` gained in one step. */
export const gained = (step: Revealed, id: string): number =>
  step.awarded.reduce((sum, award) => sum + (award.player_id === id ? award.points : 0), 0);

/** The running phase's whole length in ms, if it is known. */
export const wholeOf = (view: FibView): number | null =>
  view.time_limit_ms ?? view.whole_ms ?? null;
