/** The names and figures of teams, and who is in them. */

import "./words";
import { t } from "$app/i18n/index.svelte";
import type { Player } from "$app/contract/types";

const AVATARS = [
  "star:coral",
  "moon:sky",
  "leaf:mint",
  "sun:mustard",
  "house:rose",
  "boat:sky",
  "kite:mint",
  "crown:coral",
] as const;

const NAMES = [
  ...(["team_1", "team_2", "team_3", "team_4"] as const),
  ...(["team_5", "team_6", "team_7", "team_8"] as const),
];

/** Returns the figure of the team with this number, from 1. */
export const teamAvatar = (team: number): string =>
  AVATARS[(team - 1) % AVATARS.length] ?? AVATARS[0];

export const teamName = (team: number): string => t(NAMES[(team - 1) % NAMES.length] ?? "team_1");

/** Returns the numbers of all teams. */
export const teamNumbers = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => i + 1);

/** Returns the members of a team, in the order in which they joined; of no team for `undefined`. */
export const membersOf = (players: readonly Player[], team: number | undefined): Player[] =>
  players.filter((player) => (player.team ?? undefined) === team);
