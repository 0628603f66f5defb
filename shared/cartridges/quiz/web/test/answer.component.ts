/** The phone's forms for each kind of question, and the solutions of both devices. */

import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { describe, expect, test } from "vitest";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { QuizScript } from "../gallery/script";
import PhoneAnswer from "../phone/Answer.svelte";
import PhoneSolution from "../phone/Solution.svelte";
import "../words";
import Options from "../screen/Options.svelte";
import { figures, parseNumber, quizView, quizYou } from "../state";
import type { QuizView } from "../types";

const asked = (kind: QuizView["kind"], options: string[] = [], me: string | null = "p0") =>
  new QuizScript(4, me, {
    kind,
    prompt: "What is it?",
    options,
    explanation: "So it is.",
  })
    .started()
    .question()
    .answer();

function show(component: unknown, script: QuizScript) {
  const fixture = fakeSession(script.snapshot);
  const view = quizView(script.snapshot);
  render(WithSession, {
    session: fixture.session,
    component: component as Component<Record<string, unknown>>,
    componentProps: {
      view,
      you: quizYou(script.snapshot),
      solution: view?.solution,
    },
  });
  return fixture;
}
const send = () => screen.getByRole<HTMLButtonElement>("button", { name: "Send" });
const places = () =>
  screen.getAllByRole("listitem").map((item) => item.querySelector("bdi")?.textContent);

describe("the answer on the phone", () => {
  test("true and false are translated", async () => {
    const { actions } = show(PhoneAnswer, asked("true_false", ["true", "false"]));
    await fireEvent.click(screen.getByRole("button", { name: /False/ }));
    expect(actions).toEqual([{ type: "answer.submit", data: { option_id: "o1" } }]);
  });

  test("several options are sent together", async () => {
    const fixture = show(PhoneAnswer, asked("several", ["a", "b", "c"]));
    fixture.effect = { submitted: { option_ids: ["o0", "o2"] } };
    expect(send().disabled).toBe(true);
    for (const name of [/A a/, /C c/])
      await fireEvent.click(screen.getByRole("checkbox", { name }));
    await fireEvent.click(send());
    await tick();
    expect(fixture.actions).toEqual([
      { type: "answer.submit", data: { option_ids: ["o0", "o2"] } },
    ]);
    expect(screen.getByRole("status").textContent).toContain("Your answer is in");
  });

  test.each(["typed", "word_cloud"] as const)("%s: text is tidied", async (kind) => {
    const { actions } = show(PhoneAnswer, asked(kind));
    await fireEvent.input(screen.getByRole("textbox"), {
      target: { value: "  two   words " },
    });
    await fireEvent.click(send());
    expect(actions).toEqual([{ type: "answer.submit", data: { text: "two words" } }]);
  });

  test("a number is sent as a number", async () => {
    const { actions } = show(PhoneAnswer, asked("number"));
    const field = screen.getByRole("textbox");
    await fireEvent.input(field, { target: { value: "about ten" } });
    expect([send().disabled, field.getAttribute("aria-invalid")]).toEqual([true, "true"]);
    await fireEvent.input(field, { target: { value: "1 234,5" } });
    await fireEvent.click(send());
    expect(actions).toEqual([{ type: "answer.submit", data: { number: 1234.5 } }]);
  });

  test("items move with buttons and arrow keys", async () => {
    const { actions } = show(PhoneAnswer, asked("order", ["one", "two", "three"]));
    await fireEvent.click(screen.getByRole("button", { name: "Move down: one" }));
    expect(places()).toEqual(["two", "one", "three"]);
    const up = screen.getByRole("button", { name: "Move up: three" });
    await fireEvent.keyDown(up, { key: "ArrowUp" });
    await tick();
    expect(places()).toEqual(["two", "three", "one"]);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move up: three" }));
    await fireEvent.click(send());
    expect(actions).toEqual([{ type: "answer.submit", data: { order: ["o1", "o2", "o0"] } }]);
  });

  test("shows why an answer was rejected", async () => {
    const fixture = show(PhoneAnswer, asked("typed"));
    fixture.answer = {
      ok: false,
      code: "unknown_code",
      message: "Not this one.",
    };
    await fireEvent.input(screen.getByRole("textbox"), {
      target: { value: "x" },
    });
    await fireEvent.click(send());
    await tick();
    expect(screen.getByRole("alert").textContent).toBe("Not this one.");
    expect(send().disabled).toBe(false);
  });
});

describe("the solution", () => {
  const verdict = () => document.querySelector(".verdict")?.textContent;

  test("part of the points is no mistake", () => {
    const script = asked("several", ["a", "b", "c"], "p1").submitted({
      option_ids: ["o0"],
    });
    show(PhoneSolution, script.marked(["o0", "o1"]));
    expect([verdict(), screen.getByText("+500")]).toEqual(["Partly right!", expect.anything()]);
  });

  test("an opinion is neither right nor wrong", () => {
    show(
      PhoneSolution,
      asked("word_cloud").submitted({ text: "busy" }).written(["busy", "long"], 0),
    );
    expect(verdict()).toBe("Here’s what you think");
    expect(document.body.textContent).not.toContain("Ana");
  });

  test("the TV shows an order in its right order", () => {
    show(Options, asked("order", ["b", "a", "c"], null).marked(["o1", "o0", "o2"]));
    const texts = [...document.querySelectorAll("ol .text")].map((item) => item.textContent);
    expect(texts).toEqual(["a", "b", "c"]);
  });

  test("the TV marks the nearest number", () => {
    show(Options, asked("number", [], null).written(["88", "90"]));
    expect(document.querySelector(".truth")?.textContent).toBe("88");
    expect(document.querySelector("li.right")?.textContent).toContain("Ana");
  });
});

test.each([
  ["1889", 1889],
  [" -40.5 ", -40.5],
  ["3,14", 3.14],
  ["1 000 000", 1_000_000],
  ["−2", -2],
  ["", null],
  ["1e3", null],
  ["1.2345", null],
  ["12 m", null],
])("%j is read as %s", (text, expected) => expect(parseNumber(text)).toBe(expected));

test("a year has no separator", () => {
  expect([1889, 3.5, -40, 88_490].map(figures)).toEqual(["1889", "3.5", "-40", "88,490"]);
});
