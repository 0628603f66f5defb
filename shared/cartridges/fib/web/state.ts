/** Typed access to Fib's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import type { FibView, FibYou, PhaseName } from "./types";

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
