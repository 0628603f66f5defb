/** The scripted game of the gallery applies its patches as the app does those of the server. */

import { describe, expect, test } from "vitest";
import { QuizScript } from "../gallery/script";
import { quizView, quizYou } from "../state";

describe("the scripted game of Quiz", () => {
  test("gives points, then clears options", () => {
    const script = new QuizScript(4, "p0").started([100]).question().answer().picked("o1");
    script.solution();
    expect(script.snapshot.players.map(({ score }) => score)).toEqual([2_500, 0, 2_000, 0]);
    expect(quizYou(script.snapshot)).toMatchObject({ answer: "o1", streak: 3 });
    expect(quizView(script.snapshot)).toMatchObject({ waiting: [], time_limit_ms: null });
    script.scoreboard();
    expect(quizView(script.snapshot)).toMatchObject({ options: [], solution: null });
    expect(quizYou(script.snapshot)?.answer).toBeNull();
  });

  test("resets the streak on wrong answers, and keeps it until the next question", () => {
    const wrong = new QuizScript(4, "p3").started().question().answer().picked("o2").solution();
    expect(quizYou(wrong.snapshot)).toMatchObject({ streak: 0 });
    const lucky = new QuizScript(4, "p0").started().question().answer().solution().question();
    expect(quizYou(lucky.snapshot)).toMatchObject({ player_id: "p0", streak: 3 });
  });

  test.each(["poll", "word_cloud"] as const)("%s keeps the streak", (kind) => {
    const texts = { kind, prompt: "Tea?", options: ["yes", "no"], explanation: "" };
    const script = new QuizScript(4, "p1", texts).started().withYou({ streak: 2 });
    script.question().answer().marked([]);
    expect(quizYou(script.snapshot)).toMatchObject({ streak: 2 });
  });
});
