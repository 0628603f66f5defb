/** The scores of the evening, across the games of a room. */

import { sorted } from "$app/list";
import type { Player } from "$app/contract/types";

/** A player's points of the evening. */
export interface EveningScore {
  player: Player;
  points: number;
}

/**
 * Returns the points of the evening, highest first; empty when no game was finished before this one.
 * `finished` is whether the current game counts.
 */
export function eveningScores(players: Player[], finished: boolean): EveningScore[] {
  if (!players.some((player) => player.evening)) return [];
  const scores = players.map((player) => ({
    player,
    points: (player.evening ?? 0) + (finished ? player.score : 0),
  }));
  return sorted(scores, (a, b) => b.points - a.points);
}
