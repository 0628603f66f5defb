import { expect, test } from "vitest";
import { remaining, seconds } from "$app/core/countdown";
import { graphemes, tidy } from "$app/core/text";

const at = Date.parse("2026-11-21T20:00:00.000Z");
const phase = {
  name: "lie",
  round: 1,
  question: 1,
  deadline_at: "2026-11-21T20:00:10.000Z",
  remaining_ms: 60_000,
};

test("uses the server's clock", () => {
  expect(remaining(phase, "running", { now: () => at + 4_000 })).toBe(6_000);
  expect(remaining(phase, "running", { now: () => at + 60_000 })).toBe(0);
});

test("adds the player's extra time", () => {
  expect(remaining(phase, "running", { now: () => at + 14_000 }, 5_000)).toBe(1_000);
  expect(remaining(phase, "running", { now: () => null }, 5_000)).toBe(65_000);
  const paused = { ...phase, deadline_at: null, remaining_ms: 7_300 };
  expect(remaining(paused, "paused", { now: () => at }, 5_000)).toBe(12_300);
});

test("uses the server's value without a clock", () => {
  expect(remaining(phase, "running", { now: () => null })).toBe(60_000);
});

test("does not change during a pause", () => {
  const paused = { ...phase, deadline_at: null, remaining_ms: 7_300 };
  expect(remaining(paused, "paused", { now: () => at })).toBe(7_300);
});

test("is null without a time limit", () => {
  expect(
    remaining({ ...phase, deadline_at: null, remaining_ms: null }, "running", { now: () => at }),
  ).toBeNull();
});

test("shows a second until it is over", () => {
  expect(seconds(5_000)).toEqual({ shown: 5, changesIn: 1_000 });
  expect(seconds(4_999)).toEqual({ shown: 5, changesIn: 999 });
  expect(seconds(1)).toEqual({ shown: 1, changesIn: 1 });
});

test("counts graphemes", () => {
  expect(graphemes("smørrebrød")).toBe(10);
  expect(graphemes("👩‍👩‍👧‍👦!")).toBe(2);
  expect(graphemes("e\u0301")).toBe(1);
});

test("tidies a line like the server", () => {
  expect(tidy("  a \n  b ")).toBe("a b");
});
