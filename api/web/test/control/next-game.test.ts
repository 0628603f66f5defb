import { expect, test } from "vitest";
import { eveningScores } from "$app/control/evening";
import { nextGame } from "$app/control/next-game";
import type { Game } from "$app/host/start/games";
import type { Player, Setting } from "$app/contract/types";

const limit = { key: "max_players", kind: "integer", default: 12, min: 2, max: 200 };
const game = (settings: object[]): Game => ({
  kind: "fib",
  info: null,
  manifest: { settings: settings as Setting[] } as Game["manifest"],
});
const player = (player_id: string, score: number, evening?: number): Player => ({
  player_id,
  nickname: player_id,
  avatar: null,
  connected: true,
  answered: false,
  score,
  ...(evening !== undefined && { evening }),
});

test("raises the limit of players when more are here", () => {
  expect(nextGame(game([limit]), 12, "en").config).toEqual({});
  expect(nextGame(game([limit]), 13, "en").config).toEqual({ max_players: 13 });
  expect(nextGame(game([limit]), 300, "en").config).toEqual({ max_players: 200 });
  expect(nextGame(game([]), 300, "da")).toEqual({ cartridge: "fib", config: {}, language: "da" });
});

test("adds the points of the evening", () => {
  const players = [player("ana", 10, 5), player("bo", 20), player("cy", 0, 7)];
  const points = (finished: boolean) =>
    eveningScores(players, finished).map((score) => [score.player.nickname, score.points]);
  expect(points(true)).toEqual([
    ["bo", 20],
    ["ana", 15],
    ["cy", 7],
  ]);
  expect(points(false)).toEqual([
    ["cy", 7],
    ["ana", 5],
    ["bo", 0],
  ]);
  expect(eveningScores([player("ana", 10)], true)).toEqual([]);
});
