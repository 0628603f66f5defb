import { describe, expect, test } from "vitest";
import type { QuizView } from "../types";
import { QuizScript } from "../gallery/script";

const view = (script: QuizScript) => script.snapshot.view as QuizView;

describe("Quiz's fold", () => {
  test("applies points, then clears options", () => {
    const script = new QuizScript(4, "p0").started([100]).question().answer().picked("o1");
    script.solution();
    expect(script.snapshot.players[0]?.score).toBe(2_500);
    expect(script.snapshot.players[1]?.score).toBe(0);
    expect(script.snapshot.you).toMatchObject({ answer: "o1", streak: 3 });
    expect(view(script)).toMatchObject({ waiting: [], time_limit_ms: null });
    script.scoreboard();
    expect(view(script)).toMatchObject({ options: [], solution: null });
    expect(script.snapshot.you?.answer).toBeNull();
  });

  test("resets the streak on wrong answers", () => {
    const script = new QuizScript(4, "p3").started().question().answer().picked("o2").solution();
    expect(script.snapshot.you).toMatchObject({ streak: 0 });
    const lucky = new QuizScript(4, "p0").started().question().answer().solution().question();
    expect(lucky.snapshot.you).toMatchObject({ player_id: "p0", streak: 3 });
  });

  test.each(["poll", "word_cloud"] as const)("%s keeps the streak", (kind) => {
    const texts = { kind, prompt: "Tea?", options: ["yes", "no"], explanation: "" };
    const script = new QuizScript(4, "p1", texts).started().with((snapshot) => ({
      ...snapshot,
      you: { player_id: "p1", streak: 2 },
    }));
    script.question().answer().marked([]);
    expect(script.snapshot.you).toMatchObject({ streak: 2 });
    script.scoreboard();
    expect(script.snapshot.you).not.toHaveProperty("submitted");
  });
});
