/** Quiz's view of a snapshot, typed; and small questions asked of it in several places. */

import type { Snapshot } from "$app/contract/types";
import type { PhaseName, QuizView, QuizYou, Solution } from "./types";

export const quizView = (snapshot: Snapshot | null): QuizView | null =>
  (snapshot?.view as QuizView | null) ?? null;

export const quizYou = (snapshot: Snapshot | null): QuizYou | null =>
  (snapshot?.you as QuizYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

/** The accent of each phase: one at a time. */
export const ACCENT: Record<PhaseName, string> = {
  question: "in-sky",
  answer: "in-mustard",
  solution: "in-mint",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

/** A colour and a cut-out for each place: an answer is found on the TV by either, and by its letter. */
export const PLACES = [
  "star:coral",
  "moon:sky",
  "leaf:mint",
  "sun:mustard",
  "house:rose",
  "boat:sky",
  "kite:mint",
  "crown:coral",
] as const;

export const placeOf = (index: number): string => PLACES[index % PLACES.length] ?? PLACES[0];
export const colourOf = (index: number): string => placeOf(index).split(":")[1] ?? "mustard";

/** A, B, C … : what an answer is called aloud. */
export const letter = (index: number): string => String.fromCharCode(65 + (index % 26));

/** What the question brought `id`; null when they were not right. */
export const awardOf = (solution: Solution, id: string) =>
  solution.awarded.find((award) => award.player_id === id) ?? null;

/** Who picked the option. */
export const pickers = (solution: Solution, option: string): readonly string[] =>
  solution.picked.find((picked) => picked.option_id === option)?.players ?? [];

/** The running phase's whole length in ms, if it is known. */
export const wholeOf = (view: QuizView): number | null =>
  view.time_limit_ms ?? view.whole_ms ?? null;
