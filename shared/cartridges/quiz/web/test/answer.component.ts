/** The phone's forms for each kind of question, and the solutions of both devices. */

import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setLocale } from "$app/i18n/index.svelte";
import { numberCases } from "$test/shared-cases";
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

const timer = (ms: number | null) => ({
  seconds: ms === null ? null : Math.ceil(ms / 1000),
  ending: false,
  ms: () => ms,
});

function show(component: unknown, script: QuizScript, ms: number | null = null) {
  const fixture = fakeSession(script.snapshot);
  const view = quizView(script.snapshot);
  const { unmount } = render(WithSession, {
    session: fixture.session,
    component: component as Component<Record<string, unknown>>,
    componentProps: {
      view,
      timer: timer(ms),
      you: quizYou(script.snapshot),
      solution: view?.solution,
    },
  });
  return { ...fixture, unmount, fixture };
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
    const { fixture } = show(PhoneAnswer, asked("several", ["a", "b", "c"]));
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
    const { fixture } = show(PhoneAnswer, asked("typed"));
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

describe("an unsent answer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });

  /** Answers, reloads the page, and waits until just before the form submits by itself, and a little longer. */
  async function reload(script: QuizScript, answer: () => Promise<unknown>) {
    const before = show(PhoneAnswer, script, 60_000);
    await answer();
    before.unmount();
    const { actions } = show(PhoneAnswer, script, 9_000);
    await vi.advanceTimersByTimeAsync(7_400);
    expect(actions).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    return actions.map(({ data }) => data);
  }
  const write = (value: string) =>
    fireEvent.input(screen.getByRole("textbox"), { target: { value } });

  test("in words is sent before time runs out", async () => {
    const sent = await reload(asked("typed"), () => write(" Den  Haag "));
    expect(sent).toEqual([{ text: "Den Haag" }]);
  });

  test("in figures is sent before time runs out", async () => {
    expect(await reload(asked("number"), () => write("380,000"))).toEqual([{ number: 380_000 }]);
  });

  test("of several options is sent before time runs out", async () => {
    const pick = async () => {
      for (const name of [/C c/, /A a/, /B b/, /B b/])
        await fireEvent.click(screen.getByRole("checkbox", { name }));
    };
    const sent = await reload(asked("several", ["a", "b", "c"]), pick);
    expect(sent).toEqual([{ option_ids: ["o0", "o2"] }]);
  });

  test("in order is sent before time runs out", async () => {
    const sent = await reload(asked("order", ["one", "two", "three"]), () =>
      fireEvent.click(screen.getByRole("button", { name: "Move up: two" })),
    );
    expect(sent).toEqual([{ order: ["o1", "o0", "o2"] }]);
    expect(places()).toEqual(["two", "one", "three"]);
  });

  test.each([
    ["an order that nobody touched", "order", ["one", "two"]],
    ["no option", "several", ["a", "b"]],
    ["no text", "typed", []],
  ] as const)("is not sent: %s", async (_, kind, options) => {
    expect(await reload(asked(kind, [...options]), async () => {})).toEqual([]);
  });

  test("is not sent: no number", async () => {
    expect(await reload(asked("number"), () => write("about ten"))).toEqual([]);
  });

  test("waits for a paused clock", async () => {
    const { actions, session } = show(PhoneAnswer, asked("typed"), 9_000);
    await write("x");
    session.snapshot = asked("typed").paused().snapshot;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(actions).toEqual([]);
  });

  test("that was rejected is not sent again", async () => {
    const { actions, fixture, session } = show(PhoneAnswer, asked("typed"), 9_000);
    fixture.answer = { ok: false, code: "unknown_code", message: "Not this one." };
    await write("x");
    await vi.advanceTimersByTimeAsync(8_000);
    session.snapshot = { ...asked("typed").snapshot };
    await vi.advanceTimersByTimeAsync(9_000);
    expect(actions).toHaveLength(1);
  });

  test("is announced only if there is a deadline", () => {
    const note = "Your answer is sent when time runs out.";
    const { unmount } = show(PhoneAnswer, asked("typed"), 9_000);
    expect(screen.queryByText(note)).not.toBeNull();
    unmount();
    show(PhoneAnswer, asked("typed"));
    expect(screen.queryByText(note)).toBeNull();
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

  test("a near number is no part of the right one", () => {
    const script = asked("number", ["a", "b"], "p1").submitted({ number: 90 });
    show(PhoneSolution, script.marked(["o0"]));
    expect(verdict()).toBe("Close!");
  });

  test("a team has its points after another member became the captain", () => {
    const answered = asked("choice", ["a", "b"]).marked(["o1"]);
    const script = answered.with((snapshot) => {
      const view = snapshot.view as QuizView;
      const { awarded, ...solution } = view.solution!;
      const ofTeam = awarded.filter(({ player_id }) => player_id === "p1");
      return {
        ...snapshot,
        players: snapshot.players.map((player) => ({ ...player, team: 1 })),
        view: {
          ...view,
          captains: ["p2"],
          solution: { ...solution, awarded: ofTeam.map((award) => ({ ...award, team: 1 })) },
        },
      };
    });
    show(PhoneSolution, script);
    expect([verdict(), screen.getByText("+500")]).toEqual(["Partly right!", expect.anything()]);
  });

  test("texts that are not shown are translated", async () => {
    await setLocale("da");
    show(Options, asked("word_cloud", [], null).written(["busy", "(removed)"], 0));
    expect(document.body.textContent).toContain("(fjernet)");
    await setLocale("en");
  });

  test("the TV has no figure without words", () => {
    show(Options, asked("choice", ["a", "b"], null).marked(["o1"]));
    const hidden = [...document.querySelectorAll(".visually-hidden")];
    expect(hidden.filter((item) => /^\d*$/.test(item.textContent ?? ""))).toEqual([]);
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

describe.each(["en", "da"] as const)("in the language %s", (language) => {
  beforeEach(() => setLocale(language));
  afterEach(() => setLocale("en"));

  test.each(numberCases()[language])("%j is read as %s", (text, expected) =>
    expect(parseNumber(text)).toBe(expected),
  );
});

test.each([
  ["en", "380.000", "Your guess: 380,000"],
  ["da", "380,000", "Dit bud: 380.000"],
  ["da", "8.849", "Dit bud: 8849"],
  ["da", "3.14", "Dit bud: 3,14"],
] as const)("%s: the phone shows how it reads %s", async (language, value, note) => {
  await setLocale(language);
  show(PhoneAnswer, asked("number"));
  await fireEvent.input(screen.getByRole("textbox"), { target: { value } });
  expect(screen.getByText(note)).toBeTruthy();
  await setLocale("en");
});

test("a year has no separator", () => {
  expect([1889, 3.5, -40, 88_490].map(figures)).toEqual(["1889", "3.5", "-40", "88,490"]);
});
