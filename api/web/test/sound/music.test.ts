import { describe, expect, test } from "vitest";
import { beatsBetween, BEAT_MS, TIGHT_BEAT_MS, TIGHT_MS } from "$app/sound/music/grid";
import { moodOf } from "$app/sound/music/moods";
import { notesOf, partsOf, PARTS, type Mood } from "$app/sound/music/theme";
import type { Snapshot } from "$app/contract/types";

const DEADLINE = 1_795_982_430_123;
const grid = { deadline: DEADLINE, tightens: true };

describe("beats", () => {
  test("the last one falls on the deadline", () => {
    const beats = beatsBetween(grid, DEADLINE - 30_000, DEADLINE + 5_000);
    expect(beats[beats.length - 1]).toMatchObject({ at: DEADLINE, number: 0, left: 0 });
  });

  test("tighten in the last ten seconds, without a gap", () => {
    const beats = beatsBetween(grid, DEADLINE - 30_000, DEADLINE);
    const gaps = beats.slice(1).map((beat, i) => beat.at - (beats[i]?.at ?? 0));
    const tight = TIGHT_MS / TIGHT_BEAT_MS;
    expect(gaps.slice(-tight)).toEqual(Array<number>(tight).fill(TIGHT_BEAT_MS));
    expect(new Set(gaps.slice(0, -tight))).toEqual(new Set([BEAT_MS]));
  });

  test("are the same whatever the windows that a screen looks at", () => {
    const whole = beatsBetween(grid, DEADLINE - 20_000, DEADLINE);
    const parts = [];
    for (let from = DEADLINE - 20_000; from < DEADLINE; from += 170)
      parts.push(...beatsBetween(grid, from, Math.min(from + 170, DEADLINE)));
    expect(parts).toEqual(whole);
  });

  test("follow the clock without a deadline", () => {
    const beats = beatsBetween({ deadline: null, tightens: false }, 10_000, 12_000);
    expect(beats.map(({ at }) => at)).toEqual([10_500, 11_000, 11_500, 12_000]);
  });

  test("a short phase does not tighten where nobody answers", () => {
    const beats = beatsBetween({ deadline: 4_000, tightens: false }, 0, 4_000);
    expect(beats.map(({ at }) => at)).toEqual([500, 1000, 1500, 2000, 2500, 3000, 3500, 4000]);
  });
});

describe("the theme", () => {
  test("gains an instrument with each player in the lobby", () => {
    expect(partsOf("lobby", 0)).toEqual([]);
    for (let n = 1; n <= PARTS.length; n += 1) expect(partsOf("lobby", n)).toHaveLength(n);
    expect(partsOf("lobby", 50)).toEqual(PARTS);
  });

  test("each part plays within eight bars", () => {
    for (const [i, part] of PARTS.entries()) {
      const played = (players: number) =>
        beatsBetween({ deadline: null, tightens: false }, 0, 32 * BEAT_MS).flatMap((beat) =>
          notesOf("lobby", players, beat),
        ).length;
      expect(played(i + 1), part).toBeGreaterThan(played(i));
    }
  });

  test("moods sound different", () => {
    const moods: Mood[] = ["lobby", "think", "press", "suspense", "score", "finale"];
    const melody = (mood: Mood) =>
      JSON.stringify(
        beatsBetween({ deadline: null, tightens: false }, 0, 16 * BEAT_MS).map((beat) =>
          notesOf(mood, 8, beat),
        ),
      );
    expect(new Set(moods.map(melody)).size).toBe(moods.length);
  });

  test("is silent before a truth, and where people talk", () => {
    const end = beatsBetween({ deadline: 4_000, tightens: false }, 1_900, 4_000);
    expect(end.flatMap((beat) => notesOf("suspense", 4, beat))).toEqual([]);
    expect(end.flatMap((beat) => notesOf("silent", 4, beat))).toEqual([]);
  });
});

describe("moods", () => {
  const snapshot = (status: string, name: string) =>
    ({ status, phase: { name } }) as unknown as Snapshot;

  test("are those that the game names", () => {
    const moods = { reveal: "suspense", over: "finale" } as const;
    expect(moodOf(snapshot("running", "reveal"), moods)).toBe("suspense");
    expect(moodOf(snapshot("running", "other"), moods)).toBe("think");
    expect(moodOf(snapshot("lobby", "reveal"), moods)).toBe("lobby");
    expect(moodOf(snapshot("paused", "reveal"), moods)).toBe("silent");
    expect(moodOf(null, moods)).toBe("silent");
  });
});
