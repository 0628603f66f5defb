/** The next game of a room: its configuration, and the scores of the evening. */

import type { NextGame } from "$app/core/session-api";
import { configOf, type Game } from "$app/host/start/games";
import { sorted } from "$app/list";
import type { Player } from "$app/contract/types";

/** The setting that limits the number of players, in every game that has one. */
const LIMIT = "max_players";

/**
 * Returns the body that chooses `game` with its suggested settings. The limit of players is raised when more
 * people are in the room. `language` is that of the built-in questions, unless the room has packs.
 */
export function nextGame(game: Game, players: number, language: string): NextGame {
  const config = configOf(game, { preset: null, choices: {}, settings: {} });
  const limit = game.manifest.settings.find((setting) => setting.key === LIMIT);
  if (limit?.kind === "integer" && Number(config[LIMIT] ?? limit.default) < players) {
    config[LIMIT] = Math.min(players, limit.max);
  }
  return { cartridge: game.kind, config, language };
}

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
