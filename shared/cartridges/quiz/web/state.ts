/** Typed access to Quiz's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import type { PhaseName, QuizView, QuizYou, Solution } from "./types";

export const quizView = (snapshot: Snapshot | null): QuizView | null =>
  (snapshot?.view as QuizView | null) ?? null;

export const quizYou = (snapshot: Snapshot | null): QuizYou | null =>
  (snapshot?.you as QuizYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  question: "in-sky",
  answer: "in-mustard",
  solution: "in-mint",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

/** The shape and colour of each option, so that players find it on the TV without reading. */
const OPTION_AVATARS = [
  "star:coral",
  "moon:sky",
  "leaf:mint",
  "sun:mustard",
  "house:rose",
  "boat:sky",
  "kite:mint",
  "crown:coral",
] as const;

export const optionAvatar = (index: number): string =>
  OPTION_AVATARS[index % OPTION_AVATARS.length] ?? OPTION_AVATARS[0];
export const optionColour = (index: number): string =>
  optionAvatar(index).split(":")[1] ?? "mustard";

/** Returns the award of the player `id`; null when the player's answer was wrong or absent. */
export const awardOf = (solution: Solution, id: string) =>
  solution.awarded.find((award) => award.player_id === id) ?? null;

/** Returns the ids of the players who picked an option. */
export const pickers = (solution: Solution, option: string): readonly string[] =>
  solution.picked.find((picked) => picked.option_id === option)?.players ?? [];
