/** The next game of a room and its configuration. */

import type { NextGame } from "$app/core/session-api";
import { configOf, languageConfig, type Game } from "$app/host/start/games";

/** The setting that limits the number of players, in every game that has one. */
const LIMIT = "max_players";

/**
 * Returns the body that chooses `game` with its suggested settings. The limit of players is raised when more
 * people are in the room. `language` is that of the built-in questions, unless the room has packs.
 */
export function nextGame(game: Game, players: number, language: string): NextGame {
  const usual = configOf(game, { preset: null, choices: {}, settings: {} });
  const config: Record<string, unknown> = { ...usual, ...languageConfig(game, language) };
  const limit = game.manifest.settings.find((setting) => setting.key === LIMIT);
  if (limit?.kind === "integer" && Number(config[LIMIT] ?? limit.default) < players) {
    config[LIMIT] = Math.min(players, limit.max);
  }
  return { cartridge: game.kind, config, language };
}
