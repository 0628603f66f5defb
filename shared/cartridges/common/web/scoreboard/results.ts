/** The rows of a result: teams where there are teams, otherwise players. */

import "./words";
import type { Player, PlayerId } from "$app/contract/types";
import { teamAvatar, teamName } from "$app/teams/teams";
import { standings, type ScoreView } from "./standings";

/** A team or a player in a result. */
export interface Result {
  id: string;
  /** Number of the team; null for a player. */
  team: number | null;
  name: string;
  avatar: string | null | undefined;
  rank: number;
  tied: boolean;
  score: number;
  delta: number;
  /** The members of the team; only the player. */
  members: readonly PlayerId[];
}

/** Returns the result, the best first. */
export function results(players: Player[], view: ScoreView): Result[] {
  const teams = view.teams ?? [];
  if (teams.length) {
    return teams.map(({ team, rank, score, delta, members }) => ({
      ...{ id: `team-${team}`, team, name: teamName(team), avatar: teamAvatar(team) },
      ...{ rank, score, delta, members },
      tied: teams.some((other) => other.team !== team && other.rank === rank),
    }));
  }
  return standings(players, view).map(({ id, player, rank, tied, score, delta }) => ({
    ...{ id, team: null, name: player.nickname, avatar: player.avatar },
    ...{ rank, tied, score, delta, members: [id] },
  }));
}
