/** Types of Air Guitar's state and events. */

import type { AllFields, Countdown, PlayerId, Schemas } from "$app/contract/types";
import type { YouOf } from "$app/contract/game-state";

/** A player's progress in the current practice. */
export type Part = Schemas["AirGuitarPartView"];
/** A player's result of a practice. `steadiness` is null after too few chords. */
export type PracticeResult = Omit<Schemas["AirGuitarLine"], "steadiness"> & {
  steadiness: number | null;
};
export type Finalist = AllFields<Schemas["AirGuitarFinalist"]>;
/** The cartridge's public state. */
export type GuitarView = Omit<AllFields<Schemas["AirGuitarView"]>, "lines"> & {
  lines: PracticeResult[];
  /** Set by the event that ends the game. Snapshots have none. */
  phase_length_ms?: null;
};
export type GuitarYou = YouOf<"air_guitar">;

type Data = Schemas["AirGuitarMessageData"];
type Timed<K extends keyof Data> = Omit<Data[K], keyof Countdown> & Countdown;

/** The data of Air Guitar's events, by type. */
export interface Events {
  "phase.ready": Data["phase.ready"];
  "phase.practice_started": Timed<"phase.practice_started">;
  "practice.joined": Data["practice.joined"];
  "practice.left": Data["practice.left"];
  "practice.progress": Data["practice.progress"];
  "phase.counting": Timed<"phase.counting">;
  "phase.summary": Omit<Timed<"phase.summary">, "lines"> & { lines: PracticeResult[] };
  "phase.game_over": Omit<Data["phase.game_over"], "ranking"> & { ranking: Finalist[] };
}

export type PhaseName = "ready" | "practice" | "counting" | "summary" | "game_over";

export type Stroke = "down" | "up";

/** The data of the ephemeral message `chord_change`. */
export interface ChordChange {
  chord: string;
  player_id: PlayerId;
  /** Time of the stroke by the server's clock. */
  timestamp: string;
  stroke?: Stroke;
  /** Set on repeated messages, which screens show but do not play. */
  held?: boolean;
}

declare module "$app/contract/game-state" {
  interface Games {
    air_guitar: { view: GuitarView; phase: PhaseName };
  }
}
