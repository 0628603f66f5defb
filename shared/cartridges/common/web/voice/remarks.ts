/** Remarks about what all games with questions share: silence, the lead, ties, returning players. */

import type { Envelope, Snapshot } from "$app/contract/types";
import type { Moment, Remark } from "$app/voice/house";

export type Values = Remark["values"];

export const remark = (topic: string, values: Values = {}, after = 0): Remark => ({
  topic,
  values,
  after,
});

/** Returns a player's nickname. */
export const nameIn = ({ players }: Snapshot, id: string | undefined): string =>
  players.find((player) => player.player_id === id)?.nickname ?? "?";

/** Returns the event's data. */
export const dataOf = <T>({ data }: Envelope): T => data as T;

/** Time for the screen to show a scoreboard before a remark about it. */
const BOARD_MS = 2_200;
/** A lead of less is close. */
const CLOSE_POINTS = 500;

interface Ranked {
  player_id: string;
  nickname: string;
  score: number;
  rank: number;
}

/** Remarks about a scoreboard. `leader` is the player who led before it. */
export function boardRemarks(
  ranking: readonly Ranked[],
  leader: string | null,
  final: boolean,
): Remark[] {
  const [first, second] = ranking;
  const last = ranking[ranking.length - 1];
  if (!first || !second || !last || first.score === 0) return [];
  const pair = { name: first.nickname, other: second.nickname };
  const gap = first.score - second.score;
  const remarks: Remark[] = [];
  if (final) remarks.push(remark("last_board", pair, BOARD_MS));
  if (gap === 0) remarks.push(remark("level", pair, BOARD_MS));
  else if (leader !== null && leader !== first.player_id)
    remarks.push(remark("new_leader", pair, BOARD_MS));
  else if (gap <= CLOSE_POINTS) remarks.push(remark("close", { ...pair, n: gap }, BOARD_MS));
  else remarks.push(remark("far", { ...pair, n: gap }, BOARD_MS));
  if (last.score === 0) remarks.push(remark("zero", { name: last.nickname }, BOARD_MS));
  return remarks;
}

/** A remark about somebody who let the time run out, in a phase that others answered. Called for the event that ends it. */
export function silenceRemarks({ event, before: { players } }: Moment): Remark[] {
  // Without a deadline everybody has answered. Then the last answer comes with the same patch as the next phase.
  if (!event.due_at) return [];
  const silent = players.filter((player) => player.connected && !player.answered);
  const [one] = silent;
  return one && silent.length === 1 && players.length > 2
    ? [remark("silent", { name: one.nickname })]
    : [];
}

/** Remarks about events of the session. */
export function sessionRemarks({ event, before, after }: Moment): Remark[] {
  if (event.type !== "connection_update") return [];
  const { player_id, status } = dataOf<{ player_id: string; status: string }>(event);
  const was = before.players.find((player) => player.player_id === player_id);
  return status === "connected" && was && !was.connected
    ? [remark("back", { name: nameIn(after, player_id) })]
    : [];
}
