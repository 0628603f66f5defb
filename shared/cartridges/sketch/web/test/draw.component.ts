import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { expect, test, vi } from "vitest";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { SketchScript } from "../gallery/script";
import Draw from "../phone/Draw.svelte";
import Easels from "../screen/Easels.svelte";
import "../words";

const timer = (ms: number) => ({ seconds: 9, ending: false, ms: () => ms });

function draw(ms = 60_000) {
  const script = new SketchScript(4, "p2").started().draw();
  const fixture = fakeSession(script.snapshot);
  const sent: unknown[] = [];
  fixture.session.client.sendEphemeral = (_type, data) => {
    sent.push(data);
    return true;
  };
  const view = render(WithSession, {
    session: fixture.session,
    component: Draw as unknown as Component<Record<string, unknown>>,
    componentProps: { prompt: "A cat reading the news", timer: timer(ms) },
  });
  return { ...view, ...fixture, sent };
}

test("a keyboard places a shape, which the TV receives and the server gets", async () => {
  const { actions, sent } = draw();
  expect(screen.getByText("I’m done").hasAttribute("disabled")).toBe(true);
  await fireEvent.click(screen.getByText("Triangle"));
  const place = screen.getByText("Place");
  await tick();
  for (const key of ["ArrowLeft", "ArrowUp", "+", "r"]) await fireEvent.keyDown(place, { key });
  await fireEvent.keyDown(place, { key: "Enter" });
  expect(sent).toMatchObject([{ colour: 0, stroke: 0 }]);
  await fireEvent.click(screen.getByText("I’m done"));
  expect(actions).toMatchObject([
    { type: "drawing.submit", data: { strokes: [expect.stringMatching(/^0/)] } },
  ]);
});

test("undo and clear take strokes back on the TV too", async () => {
  const { sent } = draw();
  for (const kind of ["Circle", "Square"]) {
    await fireEvent.click(screen.getByText(kind));
    await fireEvent.click(screen.getByText("Place"));
  }
  await fireEvent.click(screen.getByText("Undo"));
  await fireEvent.click(screen.getByText("Clear"));
  expect(sent.slice(2)).toEqual([
    { points: "", colour: 0, stroke: 1 },
    { points: "", colour: 0, stroke: 0 },
  ]);
});

test("the draft survives a reload, and is sent before time runs out", async () => {
  vi.useFakeTimers();
  try {
    const before = draw();
    await fireEvent.click(screen.getByText("Circle"));
    await fireEvent.click(screen.getByText("Place"));
    before.unmount();
    const { actions } = draw(9_000);
    await vi.advanceTimersByTimeAsync(7_400);
    expect(actions).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(actions).toMatchObject([{ type: "drawing.submit" }]);
  } finally {
    vi.useRealTimers();
  }
});

test("the TV shows strokes of this round only", async () => {
  const { session } = fakeSession(new SketchScript(3, null).started().draw(2).snapshot);
  const { container } = render(WithSession, {
    session,
    component: Easels as unknown as Component<Record<string, unknown>>,
    componentProps: {},
  });
  const send = (round: number, stroke: number, points = "AAAA") =>
    session.receiveEphemeral({
      type: "stroke",
      data: { player_id: "p0", round, points, colour: 1, stroke },
    } as never);
  const strokes = () => container.querySelectorAll("svg[aria-label$='is drawing'] > path").length;
  send(2, 0);
  send(2, 1);
  send(2, 1, "AAAAAAAA");
  send(1, 0, "");
  await tick();
  expect(strokes()).toBe(2);
  send(2, 1, "");
  await tick();
  expect(strokes()).toBe(1);
  // The messages of strokes 1 and 2 were lost.
  send(2, 3);
  send(2, 3, "");
  send(2, 1, "");
  await tick();
  expect(strokes()).toBe(1);
});
