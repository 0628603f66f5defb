/** Typed access to Air Guitar's part of a snapshot. */

import type { Player, Snapshot } from "$app/contract/types";
import { phaseOf, viewOf } from "$app/contract/game-state";
import type { Souvenir } from "$app/souvenir/souvenir";
import type { GuitarView, PhaseName } from "./types";

export const guitarView = (snapshot: Snapshot | null): GuitarView | null =>
  viewOf(snapshot, "air_guitar");

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  phaseOf(snapshot, "air_guitar");

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  ready: "in-mustard",
  practice: "in-coral",
  counting: "in-sky",
  summary: "in-mint",
  game_over: "in-mustard",
};

/** Formats a time as minutes and seconds: "3:07". */
export function formatTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Returns what is left of the evening, for the souvenir. Points are stars. */
export function guitarSouvenir(view: GuitarView, players: Player[], headline: string): Souvenir {
  const avatarOf = (id: string) => players.find((one) => one.player_id === id)?.avatar;
  return {
    headline,
    rows: view.ranking.map(({ player_id: id, nickname, rank, score }) => ({
      ...{ id, rank, score, name: nickname, avatar: avatarOf(id) },
    })),
    awards: [],
    bestLie: null,
  };
}
