/** Typed access to Quiz's part of a snapshot, and the texts that depend on the kind of the question. */

import type { Player, Snapshot } from "$app/contract/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import { number, t, type Key } from "$app/i18n/index.svelte";
import { decimalSign, localNumber, readNumber } from "$app/i18n/numerals";
import type { Option, PhaseName, QuizView, QuizYou, Solution } from "./types";

export const quizView = (snapshot: Snapshot | null): QuizView | null => viewOf(snapshot, "quiz");

export const quizYou = (snapshot: Snapshot | null): QuizYou | null => youOf(snapshot, "quiz");

export const phaseName = (snapshot: Snapshot | null): PhaseName | null => phaseOf(snapshot, "quiz");

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

/** Whether the question asks for an opinion, so that no answer is right. */
export const isOpinion = ({ kind }: QuizView): boolean => kind === "poll" || kind === "word_cloud";

/** Returns the text of an option. The app translates true and false. */
export function optionText({ kind }: QuizView, { text }: Option): string {
  if (kind !== "true_false") return text;
  return text === "true" ? t("quiz_true") : t("quiz_false");
}

/** Returns the texts of the options with these ids. */
export const textsOf = (view: QuizView, ids: readonly string[]): string[] =>
  ids.flatMap((id) => {
    const option = view.options.find(({ option_id }) => option_id === id);
    return option ? [optionText(view, option)] : [];
  });

/** Formats a number. Up to four figures have no separator, because many of them are years. */
export const figures = (n: number): string =>
  Math.abs(n) < 10_000 ? localNumber(String(n)) : number(n);

/** Returns the right answer as text; empty for a question of opinion. */
export function answerText(view: QuizView, { text }: Solution): string {
  if (view.kind === "true_false") return text === "true" ? t("quiz_true") : t("quiz_false");
  return view.kind === "number" && text ? figures(Number(text)) : text;
}

/** Returns the ids of the right options. */
export const rightOptions = ({ option_id, option_ids }: Solution): readonly string[] =>
  option_ids ?? [option_id].filter(Boolean);

/** Returns what players are asked to do. */
export function askText({ kind }: QuizView): string {
  const asks: Partial<Record<QuizView["kind"], Key>> = {
    true_false: "quiz_ask_true_false",
    several: "quiz_ask_several",
    typed: "quiz_ask_typed",
    number: "quiz_ask_number",
    order: "quiz_ask_order",
    poll: "quiz_ask_poll",
    word_cloud: "quiz_ask_word_cloud",
  };
  return t(asks[kind] ?? "quiz_ask");
}

/** Returns what people read before they can answer. */
export const readText = (view: QuizView): string => {
  const note = pointsNote(view);
  return note ? `${t("quiz_read")} ${note}.` : t("quiz_read");
};

/** Returns the view with the points' factor of the round and the question together. */
export const worth = (view: QuizView): QuizView => ({
  ...view,
  multiplier: isOpinion(view) ? 1 : view.multiplier * view.points,
});

/** Returns a note about the question's points; null for the usual ones. */
export function pointsNote(view: QuizView): string | null {
  if (isOpinion(view)) return t("quiz_opinion");
  return view.points === 0 ? t("quiz_no_points") : null;
}

/** Returns who answers for the team of player `me`; undefined where everybody answers, and for the captain. */
export function captainOf(
  view: QuizView | null,
  players: readonly Player[],
  me: string | null,
): Player | undefined {
  const team = players.find(({ player_id }) => player_id === me)?.team;
  const captain = players.find(
    (player) => player.team === team && view?.captains?.includes(player.player_id),
  );
  return team && captain?.player_id !== me ? captain : undefined;
}

/** Reads a number as the language of the page writes it; null if the text is none. */
export function parseNumber(text: string): number | null {
  const read = readNumber(text, decimalSign());
  return "number" in read ? Number(read.number) : null;
}
