/** Fib's part of the wire. */

import type { Countdown, Millis, PlayerId } from "../../contract/types";

export interface Option {
  option_id: string;
  text: string;
}

export interface Step extends Option {
  kind: "lie" | "decoy" | "truth";
  authors: PlayerId[];
  pickers: PlayerId[];
  awarded: { player_id: PlayerId; points: number; reason: "fooled" | "truth" }[];
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
  /** The running phase's whole length where it has one. */
  time_limit_ms: Millis | null;
  options: Option[];
  reactions: Record<string, number>;
  revealed: Step[];
  deltas: Delta[];
  ranking: Rank[];
  final: boolean;
  awards: Award[];
  explanation: string | null;
}

/** What one player alone may know. */
export interface FibYou {
  player_id: PlayerId;
  lie?: string | null;
  /** The option that holds one's own lie: shown, but not to be picked. */
  own_option?: string | null;
  guess?: string | null;
}

export interface QuestionShown extends Countdown {
  round: number;
  rounds: number;
  question: number;
  questions: number;
  prompt: string;
  category: string;
}

export const PHASES = [
  "question",
  "lie",
  "guess",
  "reveal",
  "scores",
  "scoreboard",
  "game_over",
] as const;
export type PhaseName = (typeof PHASES)[number];

/** The fixed set the server counts, in the order of the buttons. */
export const REACTIONS = ["😂", "🤯", "😱", "🤔", "👏", "❤️"] as const;
