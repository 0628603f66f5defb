import { fireEvent, render, screen } from "@testing-library/svelte";
import type { Component } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import ShownTexts from "$app/control/moderation/ShownTexts.svelte";
import WaitingTexts from "$app/control/moderation/WaitingTexts.svelte";
import { roomApi } from "$app/control/room-api";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import { CAT } from "../gallery/pictures";
import { SketchScript } from "../gallery/script";
import Picture from "../paper/Picture.svelte";
import { sketchView } from "../state";
import "../words";

const NOTHING = { waiting: [], shown: [] };

function show(component: unknown, script: SketchScript, componentProps: Record<string, unknown>) {
  const { session } = fakeSession(script.snapshot);
  render(WithSession, {
    session,
    component: component as Component<Record<string, unknown>>,
    componentProps,
  });
}

beforeEach(() => {
  vi.restoreAllMocks();
});

test("a moderator sees the drawings that wait, and decides about each", async () => {
  const waiting = [
    { text_id: "7", text: "(drawing)", drawing: CAT },
    { text_id: "8", text: "A cat" },
  ];
  vi.spyOn(roomApi, "texts").mockResolvedValue({ waiting, shown: [] });
  const judge = vi.spyOn(roomApi, "judgeText").mockResolvedValue(NOTHING);
  show(WaitingTexts, new SketchScript(4, "p2").started().draw(), { token: "token" });
  const drawing = await screen.findByRole("img", { name: "Drawing 1" });
  expect(drawing.querySelectorAll("path")).toHaveLength(CAT.length);
  screen.getByText("A cat", { selector: "strong" });
  await fireEvent.click(screen.getByRole("button", { name: /Hide.*Drawing 1/ }));
  expect(judge.mock.calls.map((call) => call.slice(2))).toEqual([["7", false]]);
});

test("the host can remove the shown drawing", async () => {
  const shown = [{ text_id: "drawing", text: "(drawing)" }];
  vi.spyOn(roomApi, "texts").mockResolvedValue({ waiting: [], shown });
  const remove = vi.spyOn(roomApi, "removeText").mockResolvedValue(NOTHING);
  show(ShownTexts, new SketchScript(4, null).started().draw().title(), { token: "token" });
  await fireEvent.click(await screen.findByRole("button", { name: /Remove.*Drawing/ }));
  expect(remove.mock.calls.map((call) => call[2])).toEqual(["drawing"]);
});

test("a hidden drawing is an empty paper", () => {
  const script = new SketchScript(4, null).started().draw().title();
  const view = { ...sketchView(script.snapshot)!, drawing: [] };
  show(Picture, script, { view, device: "tv" });
  screen.getByText("This drawing isn’t shown.");
  expect(screen.queryByRole("img", { name: /Drawn by/ })).toBeNull();
});
