import { render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { FibScript } from "../gallery/script";
import PhoneReveal from "$common/bluff/PhoneReveal.svelte";
import "../words";
import { STARTS } from "$common/bluff/reveal-acts.svelte";
import TvReveal from "$common/bluff/Reveal.svelte";
import RevealOf from "./RevealOf.svelte";
import { fibView } from "../state";

const DURATION_MS = 4_000;
const OPEN_MS = STARTS.open * DURATION_MS;
const TRUTH = "the fish market in Esbjerg";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Shows the reveal of an option from its start. The first player sees the phone. */
function show(component: unknown, upTo: "lie" | "truth", me: string | null) {
  const script = new FibScript(6, me).started().question().lie().guess().reveal(upTo);
  const fixture = fakeSession(script.snapshot);
  const startedAt = Date.now();
  const timer = {
    seconds: 4,
    ending: false,
    ms: () => DURATION_MS - (Date.now() - startedAt),
  };
  const { container } = render(WithSession, {
    session: fixture.session,
    component: RevealOf as unknown as Component<Record<string, unknown>>,
    componentProps: { face: component, view: fibView(script.snapshot), timer },
  });
  return { container, session: fixture.session };
}
const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await tick();
};
const sentence = () => screen.getByRole("heading", { level: 1 }).textContent;

describe.each([
  ["TV", TvReveal, null],
  ["phone", PhoneReveal, "p2"],
])("the reveal on the %s", (_, component, me) => {
  test("keeps the truth out of the sentence until its card opens", async () => {
    show(component, "truth", me);
    await pass(OPEN_MS - 50);
    expect(sentence()).not.toContain(TRUTH);
    await pass(100);
    expect(sentence()).toContain(TRUTH);
  });

  test("drops a lie into the sentence at once, and strikes it when its card opens", async () => {
    const { container } = show(component, "lie", me);
    await pass(10);
    expect(container.querySelector("h1 mark.claim")?.textContent).toBe(
      "a pub called the Drunken Gull",
    );
    await pass(OPEN_MS);
    expect(container.querySelector("h1 mark.lie")).not.toBeNull();
  });
});

test("the phone shows neither author nor points before the card opens", async () => {
  const { container, session } = show(PhoneReveal, "truth", "p2");
  await pass(OPEN_MS - 50);
  expect(container.textContent).not.toContain("It’s the truth!");
  expect(container.textContent).not.toContain("+2,000");
  expect(session.heldPoints, "the header leaves the points out").toBe(2_000);
  await pass(100);
  expect(container.textContent).toContain("It’s the truth!");
  expect(container.textContent).toContain("+2,000");
  expect(session.heldPoints).toBe(0);
});

test("the TV’s card hides its back from screen readers until it opens", async () => {
  const { container } = show(TvReveal, "lie", null);
  const back = () => container.querySelector(".back")?.getAttribute("aria-hidden");
  await pass(OPEN_MS - 50);
  expect(back()).toBe("true");
  await pass(100);
  expect(back()).toBe("false");
});
