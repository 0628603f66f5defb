import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Ceremony, ceremonySteps } from "../finale/ceremony.svelte";
import { reactionsOf } from "../reactions";

describe("the ceremony", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("goes from third to first, with a pause before the winner, then award by award", () => {
    const steps = ceremonySteps([1, 2, 3, 4], 2);
    const names = steps.map((step) =>
      step.kind === "place" ? step.rank : step.kind === "award" ? `a${step.index}` : step.kind,
    );
    expect(names).toEqual([3, 2, "pause", 1, "a0", "a1", "end"]);
    const times = steps.map((step) => step.at);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(new Set(times).size).toBe(times.length);
  });

  test("skips the places that a tie leaves empty", () => {
    const places = (ranks: number[]) =>
      ceremonySteps(ranks, 0).flatMap((step) => (step.kind === "place" ? [step.rank] : []));
    expect(places(Array<number>(12).fill(1))).toEqual([1]);
    expect(places([1, 1, 3])).toEqual([3, 1]);
    expect(places([1, 2, 2, 4])).toEqual([2, 1]);
  });

  test("shows one award at a time, and nobody before their place", () => {
    const steps = ceremonySteps([1, 2, 3, 4], 2);
    const ceremony = new Ceremony(steps, false);
    const at = (kind: string, index = 0) =>
      steps.filter((step) => step.kind === kind)[index]?.at ?? 0;
    expect([ceremony.shows(3), ceremony.shows(1), ceremony.place]).toEqual([false, false, null]);
    vi.advanceTimersByTime(at("place"));
    expect([ceremony.shows(3), ceremony.shows(2), ceremony.place]).toEqual([true, false, 3]);
    vi.advanceTimersByTime(at("pause") - at("place"));
    expect([ceremony.pausing, ceremony.shows(1)]).toEqual([true, false]);
    vi.advanceTimersByTime(at("award", 1) - at("pause"));
    expect([ceremony.shows(1), ceremony.shows(7), ceremony.award]).toEqual([true, true, 1]);
    vi.advanceTimersByTime(at("end"));
    expect([ceremony.over, ceremony.award]).toEqual([true, null]);
  });

  test("is over at once where it stands still", () => {
    const ceremony = new Ceremony(ceremonySteps([1, 2], 3), true);
    expect([ceremony.over, ceremony.shows(1), ceremony.award]).toEqual([true, true, null]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("each counted reaction flies", () => {
  expect(reactionsOf({ a: 1, b: 2 })).toEqual(["a", "b", "b"]);
  expect(reactionsOf({})).toEqual([]);
});
