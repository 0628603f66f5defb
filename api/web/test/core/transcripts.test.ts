/** Evenings that the tests of the rules recorded: events lead the app to the server's snapshots, for every game. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mapsOf } from "$app/contract/maps";
import { applyEvent } from "$app/core/apply-event";
import type { Envelope, Snapshot } from "$app/contract/types";

const FOLDER = new URL(
  "../../../../shared/cartridges/tests/it/evening/snapshots/",
  import.meta.url,
);

interface Line {
  viewer: "screen" | "phone";
  snapshot?: Snapshot;
  event?: Envelope;
}

/** Reads a transcript, which follows the head of its snapshot file. */
function linesOf(file: string): Line[] {
  const [, , text = ""] = readFileSync(new URL(file, FOLDER), "utf8").split(/^---$/m);
  const lines = text.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Returns a snapshot without what depends on the time. */
function comparable(snapshot: Snapshot): unknown {
  const { server_time: _time, phase, view, ...rest } = snapshot;
  return {
    ...rest,
    phase: phase && { ...phase, remaining_ms: null },
    view: view && { ...view, phase_length_ms: null },
  };
}

/**
 * Returns the app's part of a snapshot without the fields that are null and that the server leaves out. The keys of the `maps`
 * remain, and so does everything that the server sends.
 */
function withoutAbsent(
  state: unknown,
  shown: unknown,
  maps: readonly string[] = [],
  path = "",
): unknown {
  const isMap = maps.includes(path);
  const inner = (name: string) => (path === "" ? name : `${path}/${name}`);
  if (Array.isArray(state)) {
    const items = Array.isArray(shown) ? (shown as unknown[]) : [];
    return state.map((item, n) => withoutAbsent(item, items[n], maps, inner("*")));
  }
  if (typeof state !== "object" || state === null) return state;
  const expected = (shown ?? {}) as Record<string, unknown>;
  const kept = Object.entries(state).filter(
    ([name, value]) => value !== null || isMap || name in expected,
  );
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const to = inner(isMap ? "*" : name);
      return [name, withoutAbsent(value, expected[name], maps, to)];
    }),
  );
}

describe.each(readdirSync(FOLDER))("%s", (file) => {
  test.each(["screen", "phone"] as const)("leads a %s to the server's snapshots", (viewer) => {
    let state: Snapshot | null = null;
    let compared = 0;
    for (const { snapshot, event } of linesOf(file).filter((line) => line.viewer === viewer)) {
      if (event && state) {
        state = applyEvent(state, event, event.seq ?? 0);
      }
      if (snapshot && state) {
        const expected = comparable(snapshot);
        const maps = mapsOf(snapshot.cartridge);
        expect(withoutAbsent(comparable(state), expected, maps)).toStrictEqual(expected);
        compared += 1;
      }
      if (snapshot) state ??= snapshot;
    }
    expect(compared).toBeGreaterThan(0);
  });
});
