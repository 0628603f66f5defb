/** Types of Fib's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Countdown, Millis, Schemas } from "$app/contract/types";
import type { YouOf } from "$app/contract/game-state";

type MessageData = Schemas["FibMessageData"];

export type { Option, Revealed } from "$common/bluff/types";
export type Delta = Schemas["FibDelta"];
export type Rank = Schemas["FibRanked"];
/** `award` is the award's code; `title` is its English name. */
export type Award = Schemas["FibAwardView"];

/** The cartridge's public state. */
export interface FibView extends AllFields<Omit<Schemas["FibView"], "media">> {
  /** The picture or the sound of the question. */
  media?: Schemas["FibView"]["media"];
  /** Length of the current phase, known to clients that have received its event. */
  phase_length_ms?: Millis | null;
}

/** What only one person may see. */
export type FibYou = YouOf<"fib">;

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

/** The data of Fib's events, by type. */
export interface Events {
  "phase.question_shown": Timed<"phase.question_shown">;
  "phase.lie_started": AllFields<Timed<"phase.lie_started">>;
  "phase.guess_started": AllFields<Timed<"phase.guess_started">>;
  progress: MessageData["progress"];
  reaction: MessageData["reaction"];
  "reveal.step": Timed<"reveal.step">;
  "phase.scores_calculated": Timed<"phase.scores_calculated">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName =
  "question" | "lie" | "guess" | "reveal" | "scores" | "scoreboard" | "game_over";

declare module "$app/contract/game-state" {
  interface Games {
    fib: { view: FibView; phase: PhaseName };
  }
}
