/** Types of Quiz's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Countdown, Millis, Schemas } from "$app/contract/types";
import type { YouOf } from "$app/contract/game-state";

type MessageData = Schemas["QuizMessageData"];

export type Option = Schemas["QuizOptionView"];
/** A submitted answer: one field, by the kind of the question. */
export type Submission = Schemas["QuizSubmission"];
/** The right answer, everyone's picks, and the points. */
export type Solution = Schemas["QuizSolution"];

/** The cartridge's public state. */
export interface QuizView extends AllFields<
  Omit<Schemas["QuizView"], "solution" | "difficulty" | "media" | "logo" | "teams" | "captains">
> {
  difficulty?: Schemas["QuizView"]["difficulty"];
  /** The picture or the sound of the question. */
  media?: Schemas["QuizView"]["media"];
  /** The host's picture, during the whole game. */
  logo?: Schemas["QuizView"]["logo"];
  /** The teams, best first; absent where everybody plays alone. */
  teams?: Schemas["QuizRankedTeam"][];
  /** The players who answer for their teams; absent where everybody answers. */
  captains?: string[];
  solution?: Solution | null;
  /** Length of the current phase, known to clients that have received its event. */
  phase_length_ms?: Millis | null;
}

/** What only one person may see. */
export type QuizYou = YouOf<"quiz">;

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

type QuestionShown = Timed<"phase.question_shown"> &
  AllFields<Pick<MessageData["phase.question_shown"], "kind" | "points">>;

/** The data of Quiz's events, by type. */
export interface Events {
  "phase.question_shown": QuestionShown;
  "phase.answer_started": AllFields<Omit<Timed<"phase.answer_started">, "captains">>;
  progress: MessageData["progress"];
  reaction: MessageData["reaction"];
  "phase.solution_shown": Timed<"phase.solution_shown">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName = "question" | "answer" | "solution" | "scoreboard" | "game_over";

declare module "$app/contract/game-state" {
  interface Games {
    quiz: { view: QuizView; phase: PhaseName };
  }
}
