/** Typed access to Last Word's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import type { LastWordView, LastWordYou, PhaseName } from "./types";

export const lastWordView = (snapshot: Snapshot | null): LastWordView | null =>
  (snapshot?.view as LastWordView | null) ?? null;

export const lastWordYou = (snapshot: Snapshot | null): LastWordYou | null =>
  (snapshot?.you as LastWordYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

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
