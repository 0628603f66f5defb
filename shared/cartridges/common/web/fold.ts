/** Steps that several games' folds share. */

import type { Countdown, Player, PlayerId, Snapshot } from "$app/contract/types";

/** The countdown of a phase without a time limit. */
export const NO_TIME_LIMIT: Countdown = { deadline_at: null, remaining_ms: null };

const unanswered = (player: Player): Player =>
  player.answered ? { ...player, answered: false } : player;

/** Starts a question: resets everyone's answer, and drops the private data of the previous question. */
export function startQuestion(
  before: Snapshot,
  { round, question, deadline_at, remaining_ms }: { round: number; question: number } & Countdown,
  view: object,
): Snapshot {
  return {
    ...before,
    phase: { name: "question", round, question, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view: { ...view, phase_length_ms: remaining_ms },
    ...(before.you && { you: { player_id: before.you.player_id } }),
  };
}

/** Starts a phase of the current question: sets its name and countdown, and resets everyone's answer. */
export function startPhase(
  before: Snapshot,
  name: string,
  { deadline_at, remaining_ms }: Countdown,
  view: object,
): Snapshot {
  return {
    ...before,
    phase: before.phase && { ...before.phase, name, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view: { ...view, phase_length_ms: remaining_ms },
  };
}

/** Marks the players who have answered. */
export function markAnswered(players: Player[], answered: readonly PlayerId[]): Player[] {
  return players.map((player) => ({ ...player, answered: answered.includes(player.player_id) }));
}
