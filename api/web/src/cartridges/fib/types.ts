/** Fib's part of the wire. */

import type { Countdown, Millis, PlayerId } from "../../contract/types";

export interface Option {
  option_id: string;
  text: string;
}

/** An option, all told. */
export interface Revealed extends Option {
  kind: "lie" | "decoy" | "truth";
  authors: PlayerId[];
  pickers: PlayerId[];
  awarded: { player_id: PlayerId; points: number; reason: "fooled" | "truth" }[];
  /** With the truth: one sentence more about it, and where it can be checked. */
  explanation?: string;
  source?: string;
}

export interface Delta {
  player_id: PlayerId;
  delta: number;
  total: number;
}

export interface Rank {
  rank: number;
  player_id: PlayerId;
  nickname: string;
  score: number;
  delta: number;
}

export interface Award {
  /** A stable word: names the award in every language. */
  award: string;
  /** The server's own English title, for awards this app has no words for. */
  title: string;
  player_id: PlayerId;
  emoji: string;
  value: number;
}

/** The cartridge's public state. */
export interface FibView {
  rounds: number;
  questions: number;
  multiplier: number;
  prompt: string;
  category: string;
  max_length: number;
  /** The reactions there are, in the order of their buttons. */
  emoji: string[];
  /** The whole time for writing or guessing; null elsewhere and when time does not press. */
  time_limit_ms: Millis | null;
  waiting: PlayerId[];
  options: Option[];
  revealed: Revealed[];
  deltas: Delta[];
  ranking: Rank[];
  final: boolean;
  awards: Award[];
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
}

interface At {
  round: number;
  question: number;
}

/** Data of Fib's events. */
export interface Events {
  "phase.question_shown": At &
    Countdown &
    Pick<
      FibView,
      "rounds" | "questions" | "multiplier" | "prompt" | "category" | "max_length" | "emoji"
    >;
  "phase.lie_started": At & Countdown & Pick<FibView, "time_limit_ms" | "waiting">;
  "phase.guess_started": At & Countdown & Pick<FibView, "time_limit_ms" | "waiting" | "options">;
  progress: { answered: PlayerId[]; waiting: PlayerId[] };
  reaction: { counts: Record<string, number> };
  "reveal.step": Revealed & Countdown & { step: number; steps: number };
  "phase.scores_calculated": Countdown & { round: number; multiplier: number; deltas: Delta[] };
  "phase.scoreboard": Countdown & { ranking: Rank[]; final: boolean };
  "phase.game_over": { ranking: Rank[]; awards: Award[] };
}

export type PhaseName =
  "question" | "lie" | "guess" | "reveal" | "scores" | "scoreboard" | "game_over";
