/** What games that ask questions in rounds (Fib, Quiz) have in common. */

import type { Millis, Snapshot } from "$app/contract/types";

/** The part of a game's public state that the shared layouts show. */
export interface QuestionView {
  /** Rounds of the game. */
  rounds: number;
  /** Questions of the round. */
  questions: number;
  /** Factor for the points of the current round. */
  multiplier: number;
  /** Time limit of the current phase; null when it has none. */
  time_limit_ms: Millis | null;
  /**
   * Length of the current phase. Only clients that have received the phase's event know it; a snapshot has
   * no such field.
   */
  phase_length_ms?: Millis | null;
}

/** Returns the letter of an option: A, B, C and so on. */
export const optionLetter = (index: number): string => String.fromCharCode(65 + (index % 26));

/** Returns the length of the current phase; null when it is unknown. */
export const phaseLength = (view: QuestionView): Millis | null =>
  view.time_limit_ms ?? view.phase_length_ms ?? null;

/** Whether the game is in its last round. Games with one round have no special last round. */
export const isLastRound = (view: QuestionView, snapshot: Snapshot | null): boolean =>
  view.rounds > 1 && snapshot?.phase?.round === view.rounds;
