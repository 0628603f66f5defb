/** Typed access to Fib's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import type { FibView, FibYou, PhaseName } from "./types";

export const fibView = (snapshot: Snapshot | null): FibView | null =>
  (snapshot?.view as FibView | null) ?? null;

export const fibYou = (snapshot: Snapshot | null): FibYou | null =>
  (snapshot?.you as FibYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

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
