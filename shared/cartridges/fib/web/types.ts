/** Fib's part of the wire: generated, but for what only this app knows. */

import type { Countdown, Millis, PlayerId, Schemas, Told } from "$app/contract/types";

type MessageData = Schemas["FibMessageData"];

export type Option = Schemas["FibOptionView"];
/** An option, all told. With the truth: one sentence more about it, and where it can be checked. */
export type Revealed = Schemas["FibRevealed"];
export type Delta = Schemas["FibDelta"];
export type Rank = Schemas["FibRanked"];
/** `award` is a stable word that names it in every language; `title` the server's own English. */
export type Award = Schemas["FibAwardView"];

/** The cartridge's public state. */
export interface FibView extends Told<Schemas["FibView"]> {
  /** Seen by who was there, in no snapshot: reactions to this question so far. */
  reactions?: Record<string, number>;
  /** The running phase's whole length, known to who saw it begin. */
  whole_ms?: Millis | null;
}

/** What one player alone may know. */
export interface FibYou {
  player_id: PlayerId;
  lie?: string | null;
  /** The option that holds one's own lie: shown, but not to be picked. */
  lie_option_id?: string | null;
  guess?: string | null;
  suggestions?: string[];
  reactions_left?: number;
  /** False for who sat down during this question, until the next, and for who has no seat. */
  plays?: boolean;
}

type Timed<K extends keyof MessageData> = Omit<MessageData[K], keyof Countdown> & Countdown;

/** Data of Fib's events. */
export interface Events {
  "phase.question_shown": Timed<"phase.question_shown">;
  "phase.lie_started": Told<Timed<"phase.lie_started">>;
  "phase.guess_started": Told<Timed<"phase.guess_started">>;
  progress: MessageData["progress"];
  reaction: MessageData["reaction"];
  "reveal.step": Timed<"reveal.step">;
  "phase.scores_calculated": Timed<"phase.scores_calculated">;
  "phase.scoreboard": Timed<"phase.scoreboard">;
  "phase.game_over": MessageData["phase.game_over"];
}

export type PhaseName =
  "question" | "lie" | "guess" | "reveal" | "scores" | "scoreboard" | "game_over";
