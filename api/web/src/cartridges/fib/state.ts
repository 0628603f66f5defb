/** Fib's view of a snapshot, typed; and small questions asked of it in several places. */

import type { Player, Snapshot } from "../../contract/types";
import type { FibView, FibYou, PhaseName, Revealed } from "./types";

export const fibView = (snapshot: Snapshot | null): FibView | null =>
  (snapshot?.view as FibView | null) ?? null;

export const fibYou = (snapshot: Snapshot | null): FibYou | null =>
  (snapshot?.you as FibYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

/** The accent of each phase: one at a time. */
export const ACCENT: Record<PhaseName, string> = {
  question: "in-sky",
  lie: "in-coral",
  guess: "in-mustard",
  reveal: "in-mint",
  scores: "in-rose",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};

/** A, B, C … for options; they have no other name that can be said aloud. */
export const letter = (index: number): string => String.fromCharCode(65 + (index % 26));

/** What `id` gained in one step. */
export const gained = (step: Revealed, id: string): number =>
  step.awarded.reduce((sum, award) => sum + (award.player_id === id ? award.points : 0), 0);

/** The running phase's whole length in ms, if it is known. */
export const wholeOf = (view: FibView): number | null =>
  view.time_limit_ms ?? view.whole_ms ?? null;

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
export function standings(players: Player[], view: FibView, before = false): Standing[] {
  const deltas = new Map<string, number>();
  for (const { player_id, delta } of view.deltas) deltas.set(player_id, delta);
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
