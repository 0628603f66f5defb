import { expect, test } from "vitest";
import { LastWordScript } from "../gallery/script";
import { lastWordYou } from "../state";
import type { LastWordView } from "../types";

const view = (script: LastWordScript) => script.snapshot.view as LastWordView;

test("a result adds points, then the answers are cleared", () => {
  const script = new LastWordScript(4, null).started([100]).write().vote();
  expect(view(script).options).toHaveLength(2);
  script.result();
  expect(view(script)).toMatchObject({ options: [], time_limit_ms: null });
  expect(script.snapshot.players[0]?.score).toBe(1_350);
  script.scoreboard();
  expect(view(script)).toMatchObject({ results: [], prompt: null });
});

test("private data changes with the phase", () => {
  const script = new LastWordScript(4, "p0").started().write();
  expect(lastWordYou(script.snapshot)?.prompts).toHaveLength(2);
  script.vote();
  expect(lastWordYou(script.snapshot)).toMatchObject({ prompts: [], votes: [], votes_left: 1 });
});
