/** Players ranked by their points, for every game that counts points. */

import type { Player, PlayerId } from "$app/contract/types";

/** The points a player got for the last question. */
interface Delta {
  player_id: PlayerId;
  delta: number;
}

/** `award` is the award's code; `title` is its English name. */
export interface Award {
  award: string;
  title: string;
  player_id: PlayerId;
  emoji: string;
  value: number;
  /** The lie or answer that earned the award. */
  quote?: string | null;
  /** The question at which the player earned the award. */
  question?: string | null;
}

/** A team's place. */
export interface TeamRank {
  team: number;
  rank: number;
  score: number;
  /** Points of the last question. */
  delta: number;
  members: readonly PlayerId[];
}

/** The part of a game's public state that the scoreboards show. */
export interface ScoreView {
  /** Set in games that show the points before the ranking. */
  deltas?: readonly Delta[];
  ranking: readonly Delta[];
  /** The teams, best first; absent where everybody plays alone. */
  teams?: readonly TeamRank[];
  final: boolean;
  awards: readonly Award[];
  /** Undefined on screens that opened after the phase began. */
  phase_length_ms?: number | null;
}

export interface Standing {
  id: string;
  player: Player;
  rank: number;
  tied: boolean;
  score: number;
  delta: number;
  /** Ranks gained by the last question; negative when lost. */
  moved: number;
}

/**
 * Returns all players by rank, the best first. Tied players share a rank. `before` ranks by the points
 * before the last question.
 */
export function standings(players: Player[], view: ScoreView, before = false): Standing[] {
  const deltas = new Map<string, number>();
  for (const { player_id, delta } of view.deltas ?? []) deltas.set(player_id, delta);
  for (const { player_id, delta } of view.ranking) {
    if (!deltas.has(player_id)) deltas.set(player_id, delta);
  }
  const gain = (player: Player) => deltas.get(player.player_id) ?? 0;
  const rank = (score: (player: Player) => number, of: Player) =>
    1 + players.filter((other) => score(other) > score(of)).length;
  const after = (player: Player) => player.score;
  const earlier = (player: Player) => player.score - gain(player);
  // Before the first question everyone has the first rank, so nobody has moved.
  const wasLevel = players.every((player) => earlier(player) === earlier(players[0] ?? player));
  const by = before ? earlier : after;
  return players
    .map((player) => ({
      id: player.player_id,
      player,
      rank: rank(by, player),
      tied: players.some((other) => other !== player && by(other) === by(player)),
      score: by(player),
      delta: gain(player),
      moved: wasLevel ? 0 : rank(earlier, player) - rank(after, player),
    }))
    .sort((a, b) => a.rank - b.rank);
}
