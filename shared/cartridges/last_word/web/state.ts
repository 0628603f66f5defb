/** Typed access to Last Word's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import type { LastWordView, LastWordYou, PhaseName } from "./types";

export const lastWordView = (snapshot: Snapshot | null): LastWordView | null =>
  viewOf(snapshot, "last_word");

export const lastWordYou = (snapshot: Snapshot | null): LastWordYou | null =>
  youOf(snapshot, "last_word");

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  phaseOf(snapshot, "last_word");

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  write: "in-sky",
  vote: "in-mustard",
  result: "in-mint",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

const COLOURS = ["coral", "sky", "mint", "mustard", "rose"] as const;

/** Returns the colour of the answer at `index`. */
export const answerColour = (index: number): string => COLOURS[index % COLOURS.length] ?? "coral";
