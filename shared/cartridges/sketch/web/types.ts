/** Types of Sketch's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Countdown, Millis, Schemas } from "$app/contract/types";
import type { YouOf } from "$app/contract/game-state";

type MessageData = Schemas["SketchMessageData"];

/** The cartridge's public state. */
export interface SketchView extends AllFields<Schemas["SketchView"]> {
  /** Length of the current phase, known to clients that have received its event. */
  phase_length_ms?: Millis | null;
}

/** What only one person may see. */
export type SketchYou = YouOf<"sketch">;

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

/** The data of Sketch's events, by type. */
export interface Events {
  "phase.draw_started": AllFields<Timed<"phase.draw_started">>;
  progress: MessageData["progress"];
  reaction: MessageData["reaction"];
  "phase.title_started": AllFields<Timed<"phase.title_started">>;
  "phase.guess_started": AllFields<Timed<"phase.guess_started">>;
  "reveal.step": Timed<"reveal.step">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName = "draw" | "title" | "guess" | "reveal" | "scoreboard" | "game_over";

declare module "$app/contract/game-state" {
  interface Games {
    sketch: { view: SketchView; phase: PhaseName };
  }
}
