import { expect, test } from "vitest";
import { foldSession } from "$app/core/session-fold";
import type { Envelope, Snapshot } from "$app/contract/types";

const person = (player_id: string) => ({
  player_id,
  nickname: player_id,
  avatar: null,
  connected: true,
});
const before: Snapshot = {
  code: "BCDFGH",
  epoch: "e1",
  seq: 1,
  cartridge: "fib",
  status: "lobby",
  server_time: "2026-11-21T20:00:00.000Z",
  phase: null,
  players: [{ ...person("ana"), score: 3, answered: true }],
  audience: [person("gus")],
  vip: "ana",
  view: null,
};
const after = (type: string, data: unknown) => foldSession(before, { type, data } as Envelope);

test("moves the role of the VIP", () => {
  expect(after("session.vip_changed", { vip: "bo" })).toEqual({ ...before, vip: "bo" });
  expect(after("session.vip_changed", { vip: null })).toEqual({ ...before, vip: null });
});

test("renames players and spectators", () => {
  const renamed = (player_id: string) =>
    after("session.player_renamed", { player_id, nickname: "Zoe" });
  expect(renamed("ana")?.players).toEqual([{ ...before.players[0], nickname: "Zoe" }]);
  expect(renamed("ana")?.audience).toEqual(before.audience);
  expect(renamed("gus")?.audience?.[0]?.nickname).toBe("Zoe");
});

test("keeps the snapshot when a seat is released", () => {
  expect(after("session.seat_released", { player_id: "ana", holder: 1 })).toBe(before);
});

test("returns to the lobby of another game", () => {
  const change = {
    cartridge: "quiz",
    players: [{ ...person("ana"), score: 0, answered: false, evening: 3 }],
    min_players: 1,
    max_players: 40,
    features: ["audience"],
  };
  const playing: Snapshot = {
    ...before,
    status: "paused",
    pause: { reason: "host" },
    view: { prompt: "?" },
    you: { player_id: "ana", lie: "soup" },
  };
  const event = { type: "session.game_changed", data: change } as Envelope;
  expect(foldSession(playing, event)).toEqual({
    ...before,
    ...change,
    status: "lobby",
    you: { player_id: "ana" },
  });
});

test("follows those who wait for approval", () => {
  const waiting = { player_id: "bo", nickname: "Bo", avatar: null };
  const asked = after("session.join_requested", { person: waiting });
  expect(asked).toEqual({ ...before, waiting: [waiting] });
  const then = (type: string, data: unknown) =>
    foldSession(asked as Snapshot, { type, data } as Envelope);
  const player = { ...person("bo"), score: 0, answered: false };
  const joined = then("session.player_joined", { player });
  expect([joined?.waiting, joined?.players.length]).toEqual([[], 2]);
  const watching = then("session.audience_joined", { member: person("bo") });
  expect([watching?.waiting, watching?.audience?.length]).toEqual([[], 2]);
  expect(then("session.join_declined", { player_id: "bo" })?.waiting).toEqual([]);
  expect(after("session.approval_changed", { required: true })?.approval).toBe(true);
});

test("follows moderation and removed texts", () => {
  const moderation = { moderator: "ana", waiting: 2 };
  const on = after("session.moderation_changed", { moderation });
  expect(on).toEqual({ ...before, moderation });
  const off = { type: "session.moderation_changed", data: { moderation: null } } as Envelope;
  expect(foldSession(on as Snapshot, off)).toEqual(before);
  const view = { options: [{ option_id: "1.1.1", text: "(removed)" }] };
  expect(after("session.texts_changed", { view })).toEqual({ ...before, view });
});
