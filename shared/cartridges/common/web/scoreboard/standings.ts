/** Who leads: the same for every game that counts points. */

import type { Player, PlayerId } from "$app/contract/types";

/** What a question brought somebody, or where it left them. */
interface Gain {
  player_id: PlayerId;
  delta: number;
}

/** `award` is a stable word that names it in every language; `title` the server's own English. */
export interface Award {
  award: string;
  title: string;
  player_id: PlayerId;
  emoji: string;
  value: number;
}

/** The part of a game's public state that the boards show. */
export interface Scored {
  /** While points are told before the standing. */
  deltas?: readonly Gain[];
  ranking: readonly Gain[];
  final: boolean;
  awards: readonly Award[];
}

export interface Standing {
  id: string;
  player: Player;
  rank: number;
  tied: boolean;
  score: number;
  delta: number;
  /** Places won since the question before; negative when lost. */
  moved: number;
}

/** Everybody with their place, the best first; ties share a place. */
export function standings(players: Player[], view: Scored, before = false): Standing[] {
  const deltas = new Map<string, number>();
  for (const { player_id, delta } of view.deltas ?? []) deltas.set(player_id, delta);
  for (const { player_id, delta } of view.ranking) {
    if (!deltas.has(player_id)) deltas.set(player_id, delta);
  }
  const gain = (player: Player) => deltas.get(player.player_id) ?? 0;
  const place = (score: (player: Player) => number, of: Player) =>
    1 + players.filter((other) => score(other) > score(of)).length;
  const after = (player: Player) => player.score;
  const earlier = (player: Player) => player.score - gain(player);
  // Before the first question all share the first place: nobody has moved from there.
  const level = players.every((player) => earlier(player) === earlier(players[0] ?? player));
  const by = before ? earlier : after;
  return players
    .map((player) => ({
      id: player.player_id,
      player,
      rank: place(by, player),
      tied: players.some((other) => other !== player && by(other) === by(player)),
      score: by(player),
      delta: gain(player),
      moved: level ? 0 : place(earlier, player) - place(after, player),
    }))
    .sort((a, b) => a.rank - b.rank);
}
