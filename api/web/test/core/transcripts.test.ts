/** Evenings that the tests of the rules recorded: events lead the app to the server's snapshots, for every game. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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

/** Returns a snapshot without what depends on the time. A field that is null and an absent one mean the same. */
function comparable(snapshot: Snapshot): unknown {
  const { server_time: _time, phase, view, ...rest } = snapshot;
  const state = {
    ...rest,
    phase: phase && { ...phase, remaining_ms: null },
    view: view && { ...view, phase_length_ms: null },
  };
  return JSON.parse(JSON.stringify(state, (_, value: unknown) => value ?? undefined));
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
        expect(comparable(state)).toEqual(comparable(snapshot));
        compared += 1;
      }
      if (snapshot) state ??= snapshot;
    }
    expect(compared).toBeGreaterThan(0);
  });
});
