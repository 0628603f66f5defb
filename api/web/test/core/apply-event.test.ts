import { expect, test } from "vitest";
import { applyEvent, mergePatch, withWholeData } from "$app/core/apply-event";
import type { Snapshot } from "$app/contract/types";

const phase = { name: "vote", round: 1, question: 1, deadline_at: null, remaining_ms: null };
const before: Snapshot = {
  ...{ code: "BCDFGH", epoch: "e1", seq: 4, cartridge: "fib", status: "running" },
  ...{ server_time: "2026-11-21T20:00:00.000Z", phase, players: [] },
  view: { prompt: "?", options: ["a"] },
  you: { player_id: "p1", votes: [], votes_left: 7 },
};
const apply = (snapshot: Snapshot, patch: object, you_patch?: object) => {
  const event = { type: "any", data: {}, patch, ...(you_patch && { you_patch }) };
  return applyEvent(snapshot, event, snapshot.seq + 1);
};

test("changes the parts that the patches name", () => {
  const after = apply(before, { view: { prompt: null } }, { votes: ["a"] });
  expect(after.players, "unchanged parts are the same objects").toBe(before.players);
  expect(after).toEqual({
    ...{ ...before, seq: 5, view: { prompt: null, options: ["a"] } },
    you: { player_id: "p1", votes: ["a"], votes_left: 7 },
  });
});

test("a key that leaves a map is absent, and a field without a value is null", () => {
  const votes = { voters: 2, sums: { o1: 2, $at: 1 } };
  const audience = { count: 2, connected: 2, votes };
  const view = { statuses: { p1: "here", p2: "away" }, toast: { words: "?" } };
  const lounge: Snapshot = { ...before, cartridge: "lounge", audience, view };
  const patch = JSON.parse(
    `{"audience": {"votes": {"sums": {"o1": null, "$cut": 1}}},
      "view": {"statuses": {"p1": null, "__proto__": "new"}, "toast": null}}`,
  ) as object;
  const after = apply(lounge, patch);
  expect(after.audience?.votes?.sums).toStrictEqual({ $at: 1, $cut: 1 });
  const statuses = (after.view as { statuses: object }).statuses;
  expect(Object.entries(statuses)).toEqual([
    ["p2", "away"],
    ["__proto__", "new"],
  ]);
  expect(Object.getPrototypeOf(statuses)).toBe(Object.prototype);
  expect(after.view).toHaveProperty("toast", null);
});

test("finds maps in arrays and in maps", () => {
  const target = { rows: [{ by_id: { a: 1, b: 2 } }], grid: { x: { a: 1 }, y: { a: 1 } } };
  const patch = {
    rows: { $at: { 0: { by_id: { a: null }, note: null } } },
    grid: { x: null, y: { a: null } },
  };
  const result = { rows: [{ by_id: { b: 2 }, note: null }], grid: { y: {} } };
  const maps = ["rows/*/by_id", "grid", "grid/*"];
  expect(mergePatch<unknown>(target, patch, maps)).toStrictEqual(result);
});

test("ignores a private patch on a public screen", () => {
  const { you: _you, ...screen } = before;
  expect(apply(screen, {}, { votes: ["a"] })).toEqual({ ...screen, seq: 5 });
});

test("completes the data of compact events from the snapshot", () => {
  const player = { nickname: "?", avatar: null, score: 0, connected: true };
  const players = [1, 2, 3].map((n) => ({ player_id: `p${n}`, answered: n > 1, ...player }));
  const view = { waiting: ["p1"], name: "a view's", shown: [{ id: 1 }, { id: 2, name: "?" }] };
  const after: Snapshot = { ...before, players, view: { ...view, others: [{ id: 3 }] } };
  const patch = { view: { shown: [] } };
  const event = { type: "progress", data: { left: 2, waiting: ["p3"] }, patch };
  const data = {
    left: 2,
    answered: ["p2", "p3"],
    waiting: ["p3"],
    name: "a view's",
    round: 1,
    id: 2,
  };
  expect(withWholeData(event, after).data).toMatchObject(data);
});

test("completes the data of an event that removes the view", () => {
  const event = { type: "session.next_game", data: { cartridge: "quiz" }, patch: { view: null } };
  const after: Snapshot = { ...before, players: [], view: null };
  expect(withWholeData(event, after).data).toMatchObject({ cartridge: "quiz", answered: [] });
});

test("knows the length of a phase, which a pause keeps", () => {
  const time = (ms: number) => ({ deadline_at: "2026-11-21T20:01:00.000Z", remaining_ms: ms });
  const length = (of: Snapshot) => (of.view as { phase_length_ms?: number }).phase_length_ms;
  const running = apply(before, { phase: { name: "lie", ...time(60_000) } });
  expect(length(running)).toBe(60_000);
  const still = { deadline_at: null, remaining_ms: 9_000 };
  const paused = apply(running, { status: "paused", phase: still });
  expect(paused.phase).toEqual({ ...phase, name: "lie", ...still });
  const resumed = apply(paused, { status: "running", phase: time(9_000) });
  expect([length(paused), length(resumed)]).toEqual([60_000, 60_000]);
  expect(length(apply(resumed, { phase: { name: "guess", ...time(30_000) } }))).toBe(30_000);
});

test.each([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d" } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [["a", "b"], ["c"], ["c"]],
  [null, { a: { b: 1 } }, { a: { b: 1 } }],
  [{ a: 1 }, { a: null }, { a: null }],
  [["a", "b", "c"], { $cut: [0, 2] }, ["b"]],
  [[{ a: 1 }, { a: 2 }], { $at: { 1: { a: 3 }, 2: { a: 4 } } }, [{ a: 1 }, { a: 3 }, { a: 4 }]],
  [{ a: ["b"] }, { a: { $at: { 1: "c" } } }, { a: ["b", "c"] }],
  [{ a: {} }, { a: { $at: { $cut: 1 } } }, { a: { $at: { $cut: 1 } } }],
])("%j with %j", (target, patch, result) => {
  const before = structuredClone(target);
  expect(mergePatch<unknown>(target, patch)).toEqual(result);
  expect(target).toEqual(before);
});
