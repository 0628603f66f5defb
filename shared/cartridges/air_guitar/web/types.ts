/** The air guitar's part of the wire: generated, but for what only this app knows. */

import type { Countdown, PlayerId, Schemas, Told } from "$app/contract/types";

export type Part = Schemas["AirGuitarPartView"];
export type Line = Omit<Schemas["AirGuitarLine"], "steadiness"> & { steadiness: number | null };
export type Finalist = Told<Schemas["AirGuitarFinalist"]>;
/** The cartridge's public state. */
export type GuitarView = Omit<Told<Schemas["AirGuitarView"]>, "lines"> & { lines: Line[] };
export type GuitarYou = Schemas["AirGuitarYou"];

type Data = Schemas["AirGuitarMessageData"];
type Timed<K extends keyof Data> = Omit<Data[K], keyof Countdown> & Countdown;

/** Data of the air guitar's events. */
export interface Events {
  "phase.ready": Data["phase.ready"];
  "phase.practice_started": Timed<"phase.practice_started">;
  "practice.joined": Data["practice.joined"];
  "practice.left": Data["practice.left"];
  "practice.progress": Data["practice.progress"];
  "phase.counting": Timed<"phase.counting">;
  "phase.summary": Omit<Timed<"phase.summary">, "lines"> & { lines: Line[] };
  "phase.game_over": Omit<Data["phase.game_over"], "ranking"> & { ranking: Finalist[] };
}

export type PhaseName = "ready" | "practice" | "counting" | "summary" | "game_over";

export type Stroke = "down" | "up";

/** A chord as everybody hears of it. */
export interface Sounding {
  chord: string;
  player_id: PlayerId;
  /** When it was struck, by the server's clock. */
  timestamp: string;
  stroke?: Stroke;
  /** Said again for who came late: shown, not sounded. */
  held?: boolean;
}
