import { youOf } from "$app/contract/game-state";
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { describe, expect, test, vi } from "vitest";
import { SessionScript } from "$app/gallery/session-script";
import type { Player } from "$app/contract/types";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { OptionChoice } from "../option-choice.svelte";
import AnswerForm from "../answer-form/AnswerForm.svelte";
import PlayerRoster from "../PlayerRoster.svelte";
import AwardCard from "../finale/AwardCard.svelte";
import ReactionButtons from "../ReactionButtons.svelte";
import Finale from "../scoreboard/Finale.svelte";
import PhoneFinale from "../scoreboard/PhoneFinale.svelte";
import PhoneScoreboard from "../scoreboard/PhoneScoreboard.svelte";
import Scoreboard from "../scoreboard/Scoreboard.svelte";
import type { ScoreView } from "../scoreboard/standings";
import TimerBar from "../TimerBar.svelte";
import TimerPennants from "../TimerPennants.svelte";
import WaitingFor from "../WaitingFor.svelte";

const VIEW: ScoreView = { ranking: [], final: false, awards: [] };
const timer = (seconds: number | null) => ({
  seconds,
  ending: seconds !== null && seconds <= 5,
  ms: () => (seconds === null ? null : seconds * 1000),
});

/** Renders a component for the player Ana in a session with the given scores. */
function renderFor(
  component: unknown,
  props: Record<string, unknown>,
  scores = [300, 100, 300],
  change: (player: Player, index: number) => Partial<Player> = () => ({}),
) {
  const script = new SessionScript("fib", scores.length, "p0").started(scores);
  script.with((snapshot) => ({
    ...snapshot,
    players: snapshot.players.map((player, i) => ({ ...player, ...change(player, i) })),
  }));
  const fixture = fakeSession(script.snapshot);
  const content = component as Component<Record<string, unknown>>;
  const { container } = render(WithSession, {
    session: fixture.session,
    component: content,
    componentProps: props,
  });
  return { container, ...fixture };
}

describe("PlayerRoster", () => {
  test("names the players it waits for", () => {
    renderFor(PlayerRoster, { asks: true, waitingFor: ["p1"] });
    expect(screen.getByText("Waiting for Bo")).toBeTruthy();
  });

  test("marks answers, and shows when all are in", () => {
    renderFor(PlayerRoster, { asks: true, waitingFor: [] }, [0, 0], () => ({ answered: true }));
    expect(screen.getAllByRole("img", { name: "answered" })).toHaveLength(2);
    expect(screen.getByText("Everyone has answered!")).toBeTruthy();
  });

  test("shows no answers while the game does not ask", () => {
    renderFor(PlayerRoster, { asks: false, waitingFor: [] }, [0, 0], () => ({ answered: true }));
    expect(screen.queryByRole("img", { name: "answered" })).toBeNull();
  });

  test("draws players without a connection asleep", () => {
    const offline = (_: Player, i: number) => ({ connected: i !== 1 });
    const props = { asks: false, waitingFor: [] };
    const { container } = renderFor(PlayerRoster, props, [0, 0], offline);
    expect(container.querySelectorAll("svg.asleep")).toHaveLength(1);
  });
});

describe("ReactionButtons", () => {
  test("send an emoji, and pause", async () => {
    const { actions } = renderFor(ReactionButtons, { emoji: ["😂", "🔥"], left: 30 });
    screen.getByRole("button", { name: "🔥" }).click();
    await tick();
    expect(actions).toEqual([{ type: "reaction.send", data: { emoji: "🔥" } }]);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "😂" }).disabled).toBe(true);
  });

  test("are disabled when all reactions of the question are used", () => {
    renderFor(ReactionButtons, { emoji: ["😂"], left: 0 });
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "😂" }).disabled).toBe(true);
  });
});

describe("WaitingFor", () => {
  test("leaves out the own player", () => {
    renderFor(WaitingFor, { players: ["p0", "p2"] });
    expect(screen.getByText("Waiting for Cecilie")).toBeTruthy();
  });

  test("shows when nobody is left", () => {
    renderFor(WaitingFor, { players: ["p0"] });
    expect(screen.getByText("Everyone has answered!")).toBeTruthy();
  });
});

describe.each([
  ["TimerBar", TimerBar],
  ["TimerPennants", TimerPennants],
])("%s", (_, component) => {
  test("is hidden without a time limit", () => {
    renderFor(component, { timer: timer(null), total: null });
    expect(screen.queryByRole("timer")).toBeNull();
  });

  test("shows the seconds left", () => {
    const { container } = renderFor(component, { timer: timer(12), total: 60_000 });
    expect(container.querySelector("[data-seconds-left]")?.textContent).toBe("12");
    expect(screen.getByRole("timer").className).not.toContain("ending");
  });

  test("marks the last seconds", () => {
    renderFor(component, { timer: timer(3), total: 60_000 });
    expect(screen.getByRole("timer").className).toContain("ending");
  });
});

describe("scoreboards", () => {
  const rows = (container: Element) =>
    [...container.querySelectorAll("ol li")].map((row) => row.textContent?.replace(/\s+/g, " "));

  test("tied players share a rank", () => {
    const { container } = renderFor(Scoreboard, { view: VIEW, ranked: true });
    expect(rows(container).map((row) => row?.trim().slice(0, 2))).toEqual(["=1", "=1", "3 "]);
  });

  test.each([
    ["TV", Scoreboard],
    ["phone", PhoneScoreboard],
  ])("the %s shows no rank next to points that change it", (_, board) => {
    const deltas = [{ player_id: "p0", delta: 300 }];
    const props = { view: { ...VIEW, deltas }, ranked: false };
    const { container } = renderFor(board, props, [300, 100, 0]);
    const ranks = [...container.querySelectorAll(".rank")].map((rank) => rank.textContent);
    expect(ranks).toEqual(["", "", ""]);
  });

  test.each([
    ["TV", Finale],
    ["phone", PhoneFinale],
  ])("the %s counts twelve winners", (_, finale) => {
    renderFor(finale, { view: VIEW }, Array<number>(12).fill(500), (_, i) => ({
      nickname: `Player ${i}`,
    }));
    expect(screen.getAllByRole("heading")[0]?.textContent).toMatch(
      /^(12 share the win!|You share the win!)$/,
    );
  });

  test("the finale shows the lie that earned an award", () => {
    const award = {
      ...{ award: "fooled_most", title: "", player_id: "p1", emoji: "🎭" },
      value: 7,
    };
    const { container } = renderFor(PhoneFinale, {
      view: { ...VIEW, awards: [{ ...award, quote: "a pub in Vejle" }] },
    });
    expect(container.querySelector("q")?.textContent).toBe("a pub in Vejle");
    expect(container.textContent).toContain("fooled others 7 times");
  });

  test("an award shows the question and the answer that earned it", () => {
    const award = {
      ...{ award: "funniest_answers", title: "", player_id: "p1", emoji: "😂", value: 3 },
      ...{ question: "The capital of Latvia is ____.", quote: "Sweden" },
    };
    const { container } = renderFor(AwardCard, { award });
    expect(container.querySelector(".question")?.textContent).toContain("The capital of Latvia is");
    expect(container.querySelector("blockquote")?.textContent?.trim()).toBe("Sweden");
    expect(container.textContent).toContain("3 reactions to the answers");
  });

  test("nobody is on the podium before their place is shown", () => {
    const { container } = renderFor(Finale, { view: { ...VIEW, phase_length_ms: null } });
    expect(screen.getByRole("heading").textContent).toBe("The results are in.");
    expect(container.querySelectorAll(".podium > li[aria-hidden=true]")).toHaveLength(2);
  });

  test("the phone shows the own rank", () => {
    renderFor(PhoneScoreboard, { view: VIEW, ranked: true }, [100, 300, 200]);
    expect(screen.getByRole("heading").textContent).toBe("You’re 3rd of 3");
  });

  test("the phone shows the own points", () => {
    const deltas = [{ player_id: "p0", delta: 500 }];
    renderFor(PhoneScoreboard, { view: { ...VIEW, deltas }, ranked: false });
    expect(screen.getByRole("heading").textContent).toBe("+500");
  });

  test("the finale names all winners", () => {
    const { container } = renderFor(Finale, { view: VIEW });
    expect(screen.getByRole("heading").textContent).toBe("Ana and Cecilie share the win!");
    expect(container.querySelectorAll(".rank1 figure")).toHaveLength(2);
  });
});

describe("AnswerForm", () => {
  const form = (ms: number) =>
    renderFor(AnswerForm, {
      ...{ draft: "p1", action: "answer.submit", data: (text: string) => ({ text }) },
      ...{ label: "Answer", sendLabel: "Send", confirmation: "Sent", maxLength: 80 },
      timer: timer(ms / 1000),
    });

  test("keeps an unsent text over a reload, and submits it before time runs out", async () => {
    vi.useFakeTimers();
    try {
      form(60_000);
      await fireEvent.input(screen.getByRole("textbox"), { target: { value: "  a  duck " } });
      cleanup();
      const { actions, session } = form(9_000);
      session.snapshot = session.snapshot && { ...session.snapshot, status: "paused" };
      await vi.advanceTimersByTimeAsync(9_000);
      expect(actions).toEqual([]);
      session.snapshot = session.snapshot && { ...session.snapshot, status: "running" };
      await vi.advanceTimersByTimeAsync(7_400);
      expect(actions).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(actions).toEqual([{ type: "answer.submit", data: { text: "a duck" } }]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("OptionChoice", () => {
  const options = { action: "guess.submit", confirmation: () => "Submitted" };
  const choiceOf = ({ session }: ReturnType<typeof fakeSession>) => {
    const chosen = () => youOf(session.snapshot, "fib")?.guess;
    return new OptionChoice(() => session, { ...options, chosen });
  };
  const running = () => fakeSession(new SessionScript("fib", 2, "p0").started().snapshot);

  test("submits an option once", async () => {
    const fixture = running();
    fixture.effect = { guess: "o1" };
    const choice = choiceOf(fixture);
    await choice.choose("o1");
    await choice.choose("o2");
    await tick();
    expect(choice.chosen).toBe("o1");
    expect(fixture.actions).toEqual([{ type: "guess.submit", data: { option_id: "o1" } }]);
  });

  test("shows why an option was rejected", async () => {
    const fixture = running();
    fixture.answer = { ok: false, code: "unknown_code", message: "Not this one." };
    const choice = choiceOf(fixture);
    await choice.choose("o1");
    expect([choice.chosen, choice.rejection]).toEqual([null, "Not this one."]);
  });

  test("does nothing during a pause", async () => {
    const fixture = fakeSession(new SessionScript("fib", 2, "p0").started().paused().snapshot);
    await choiceOf(fixture).choose("o1");
    expect(fixture.actions).toEqual([]);
  });
});
