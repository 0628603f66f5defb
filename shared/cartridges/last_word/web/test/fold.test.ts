import { describe, expect, test } from "vitest";
import { fold } from "../fold";
import { LastWordScript } from "../gallery/script";
import type { LastWordView } from "../types";

const view = (script: LastWordScript) => script.snapshot.view as LastWordView;

describe("Last Word's fold", () => {
  test("applies points, then clears the answers", () => {
    const script = new LastWordScript(4, null).started([100]).write().vote();
    expect(view(script).options).toHaveLength(2);
    script.result();
    expect(view(script)).toMatchObject({ options: [], time_limit_ms: null });
    expect(script.snapshot.players[0]?.score).toBe(1_350);
    script.scoreboard();
    expect(view(script)).toMatchObject({ results: [], prompt: null });
  });

  test("fetches the snapshot when private data changes", () => {
    const script = new LastWordScript(4, "p0").started().write();
    const data = { question: 1 };
    const event = { type: "phase.vote_started", epoch: "e1", seq: 9, data };
    expect(fold(script.snapshot, event)).toBeNull();
  });
});
