/** Types of Quiz's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Countdown, Millis, Schemas, You } from "$app/contract/types";

type MessageData = Schemas["QuizMessageData"];

export type Option = Schemas["QuizOptionView"];
/** A submitted answer: one field, by the kind of the question. */
export type Submission = Schemas["QuizSubmission"];
/** The right answer, everyone's picks, and the points. */
export type Solution = Schemas["QuizSolution"];

/** The cartridge's public state. */
export interface QuizView extends AllFields<Omit<Schemas["QuizView"], "solution" | "difficulty">> {
  difficulty?: Schemas["QuizView"]["difficulty"];
  solution?: Solution | null;
  /** Length of the current phase, known to clients that have received its event. */
  phase_length_ms?: Millis | null;
}

/** Data that only this player may see. */
export interface QuizYou extends You {
  answer?: string | null;
  submitted?: Submission | null;
  streak?: number;
  reactions_left?: number;
  /** False for the audience, and for late players until the next question. */
  plays?: boolean;
}

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

type QuestionShown = Timed<"phase.question_shown"> &
  AllFields<Pick<MessageData["phase.question_shown"], "kind" | "points">>;

/** The data of Quiz's events, by type. */
export interface Events {
  "phase.question_shown": QuestionShown;
  "phase.answer_started": AllFields<Timed<"phase.answer_started">>;
  progress: MessageData["progress"];
  reaction: MessageData["reaction"];
  "phase.solution_shown": Timed<"phase.solution_shown">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName = "question" | "answer" | "solution" | "scoreboard" | "game_over";
