import { describe, expect, test } from "vitest";
import { fold } from "../fold";
import { standings } from "$common/scoreboard/standings";
import type { FibView, FibYou } from "../types";
import { FibScript } from "../gallery/script";

const started = () => new FibScript(4, "p0").started().question();

describe("spectators", () => {
  const audience = (script: FibScript) => script.snapshot.audience ?? [];

  test("join, disconnect and leave", () => {
    const script = started().watched();
    expect(audience(script)).toMatchObject([{ player_id: "w0", connected: true }]);
    expect(script.ids).toEqual(["p0", "p1", "p2", "p3"]);
    script.event("connection_update", {
      player_id: "w0",
      status: "disconnected",
    });
    expect(audience(script)).toMatchObject([{ player_id: "w0", connected: false }]);
    script.event("session.audience_left", { player_id: "w0" });
    expect(audience(script)).toEqual([]);
  });

  test("stay for the next game", () => {
    const script = started().watched().started();
    expect(audience(script)).toHaveLength(1);
  });
});

test("late players join the next question", () => {
  const script = started()
    .lie()
    .with((s) => ({ ...s, you: { player_id: "p0", plays: false } }));
  script.guess();
  expect((script.snapshot.you as FibYou).plays).toBe(false);
  script.question();
  expect((script.snapshot.you as FibYou).plays).not.toBe(false);
});

describe("Fib's fold", () => {
  test("a new question resets all but scores", () => {
    const script = started().lie().guess(1_000, "every wedding they flew over").reveal("truth");
    const scores = script.snapshot.players.map((player) => player.score);
    script.question(3);
    const view = script.snapshot.view as FibView;
    expect(view).toMatchObject({
      options: [],
      revealed: [],
      deltas: [],
      multiplier: 3,
    });
    expect(script.snapshot.you).toEqual({ player_id: "p0" });
    expect(script.snapshot.players.map((player) => player.score)).toEqual(scores);
    expect(script.snapshot.phase).toMatchObject({ name: "question", round: 3 });
  });

  test("marks answers until the next phase", () => {
    const script = started().lie().progress(["p1", "p3"]);
    const answered = () => script.snapshot.players.map((player) => player.answered);
    expect(answered()).toEqual([false, true, false, true]);
    script.guess();
    expect(answered()).toEqual([false, false, false, false]);
  });

  test("finds the own lie by its text", () => {
    const script = started().lie().guess(1_000, "every wedding they flew over");
    expect((script.snapshot.you as FibYou).lie_option_id).toBe("o1");
  });

  test("leaves a merged lie to the server", () => {
    const script = started().lie().guess(1_000, "each wedding they flew over");
    expect((script.snapshot.you as FibYou).lie_option_id).toBeNull();
  });

  test("adds points with each reveal", () => {
    const script = started().lie().guess().reveal("lie");
    expect(script.snapshot.players.map((player) => player.score)).toEqual([2000, 0, 0, 0]);
  });

  test("game over finishes the session", () => {
    const script = started().lie().guess().reveal("truth").scores().scoreboard(true).gameOver();
    expect(script.snapshot).toMatchObject({
      status: "finished",
      phase: { name: "game_over", deadline_at: null, remaining_ms: null },
    });
  });

  test("a new game resets the scores", () => {
    const script = started().lie().guess().reveal("truth").scores().scoreboard(true).gameOver();
    script.started();
    expect(script.snapshot.status).toBe("running");
    expect(script.snapshot.players.every((player) => player.score === 0)).toBe(true);
  });

  test("returns null for unknown events", () => {
    const lobby = new FibScript(2, null).snapshot;
    expect(fold(lobby, { type: "reveal.step", data: {} })).toBeNull();
    expect(fold(started().snapshot, { type: "phase.limbo", data: {} })).toBeNull();
  });

  test("never mutates the old snapshot", () => {
    const script = started().lie();
    const before = structuredClone(script.snapshot);
    const kept = script.snapshot;
    script.progress(["p1"]).guess().reveal("truth").scores();
    expect(kept).toEqual(before);
  });
});

describe("standings", () => {
  test("ties share a rank", () => {
    const script = new FibScript(4, null).started([5, 9, 5, 1]).question();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows.map((row) => [row.id, row.rank, row.tied])).toEqual([
      ["p1", 1, false],
      ["p0", 2, true],
      ["p2", 2, true],
      ["p3", 4, false],
    ]);
  });

  test("compares ranks to the last question", () => {
    const script = new FibScript(4, null).started([0, 1500, 100, 50]).question();
    script.lie().guess().reveal("lie").scores();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows[0]).toMatchObject({ id: "p0", delta: 2000, moved: 3 });
    expect(rows[1]).toMatchObject({ id: "p1", moved: -1 });
  });

  test("nobody moves at the first question", () => {
    const script = started().lie().guess().reveal("lie").scores();
    const rows = standings(script.snapshot.players, script.snapshot.view as FibView);
    expect(rows.map((row) => row.moved)).toEqual([0, 0, 0, 0]);
  });
});
