import { fireEvent, render, screen } from "@testing-library/svelte";
import type { Component } from "svelte";
import { expect, test } from "vitest";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { LastWordScript } from "../gallery/script";
import Vote from "../phone/Vote.svelte";
import Answers from "../screen/Answers.svelte";
import { lastWordView, lastWordYou } from "../state";
import "../words";

const ANSWERS = ["A goose", "A spoon", "A printer"];
const finalVote = (me: string | null, you = {}) =>
  new LastWordScript(3, me, { prompt: "The last word", answers: ANSWERS })
    .started()
    .write(3)
    .vote(3, you);

function show(script: LastWordScript, component: unknown, isPhone: boolean) {
  const fixture = fakeSession(script.snapshot);
  const { snapshot } = script;
  const componentProps = isPhone
    ? { view: lastWordView(snapshot), you: lastWordYou(snapshot) }
    : { view: lastWordView(snapshot) };
  const { session } = fixture;
  render(WithSession, {
    session,
    component: component as Component<Record<string, unknown>>,
    componentProps,
  });
  return fixture;
}

test("a player gives one answer several votes", async () => {
  const you = { own_option: "o0", votes: ["o1", "o1"], votes_left: 1 };
  const { actions } = show(finalVote("p0", you), Vote, true);
  screen.getByText(/You have 1 vote left\./);
  const [own, spoon, printer] = screen.getAllByRole("button");
  expect(own?.hasAttribute("disabled")).toBe(true);
  expect(spoon?.textContent).toContain("✓✓");
  expect(spoon?.textContent).toContain("2 votes");
  expect([spoon, printer].map((one) => one?.getAttribute("aria-pressed"))).toEqual([
    "true",
    "false",
  ]);
  await fireEvent.click(spoon!);
  expect(actions).toMatchObject([{ type: "vote.submit", data: { option_id: "o1" } }]);
});

test("a phone explains several votes", () => {
  show(finalVote("p0", { own_option: "o0" }), Vote, true);
  screen.getByText("You have 3 votes left. Spread them, or give one answer several.");
});

test("the TV lists a voter once for each vote", () => {
  const script = finalVote(null).result();
  const view = lastWordView(script.snapshot)!;
  view.results[1]!.voters = ["p0", "p0", "p2"];
  show(script, Answers, false);
  expect(document.querySelectorAll("li:nth-child(2) .voter")).toHaveLength(3);
});

test("the TV explains several votes", () => {
  show(finalVote(null), Answers, false);
  screen.getByText("3 votes each. Spread them, or give one answer several.");
});
