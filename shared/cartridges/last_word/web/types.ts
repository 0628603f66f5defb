/** Types of Last Word's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Countdown, Millis, Schemas } from "$app/contract/types";
import type { YouOf } from "$app/contract/game-state";

type MessageData = Schemas["LastWordMessageData"];

export type Option = Schemas["LastWordOptionView"];
/** The author, votes and points of an answer. */
export type Result = Schemas["LastWordAnswerResult"];
export type YourPrompt = Schemas["LastWordYourPrompt"];

/** The cartridge's public state. */
export interface LastWordView extends AllFields<Schemas["LastWordView"]> {
  /** Length of the current phase, known to clients that have received its event. */
  phase_length_ms?: Millis | null;
}

/** What only one person may see. */
export type LastWordYou = YouOf<"last_word">;

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

/** The data of Last Word's events, by type. */
export interface Events {
  "phase.write_started": AllFields<Timed<"phase.write_started">>;
  progress: MessageData["progress"];
  "phase.vote_started": AllFields<Timed<"phase.vote_started">>;
  "phase.result_shown": Timed<"phase.result_shown">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName = "write" | "vote" | "result" | "scoreboard" | "game_over";

declare module "$app/contract/game-state" {
  interface Games {
    last_word: { view: LastWordView; phase: PhaseName };
  }
}
