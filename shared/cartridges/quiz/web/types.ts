/** Quiz's part of the wire: generated, but for what only this app knows. */

import type { Countdown, Millis, PlayerId, Schemas, Told } from "$app/contract/types";

type MessageData = Schemas["QuizMessageData"];

export type Option = Schemas["QuizOptionView"];
/** The right answer, who picked which, and what it brought. */
export type Solution = Schemas["QuizSolution"];

/** The cartridge's public state. */
export interface QuizView extends Told<Omit<Schemas["QuizView"], "solution">> {
  solution?: Solution | null;
  /** The running phase's whole length, known to who saw it begin. */
  whole_ms?: Millis | null;
}

/** What one player alone may know. */
export interface QuizYou {
  player_id: PlayerId;
  answer?: string | null;
  streak?: number;
  /** False for who sat down during this question, until the next, and for who has no seat. */
  plays?: boolean;
}

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

/** Data of Quiz's events. */
export interface Events {
  "phase.question_shown": Timed<"phase.question_shown">;
  "phase.answer_started": Told<Timed<"phase.answer_started">>;
  progress: MessageData["progress"];
  "phase.solution_shown": Timed<"phase.solution_shown">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName = "question" | "answer" | "solution" | "scoreboard" | "game_over";
