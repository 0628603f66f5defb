import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import type { ExtraTime as Choice } from "$app/contract/types";
import ExtraTime from "$app/phone/extra-time/ExtraTime.svelte";
import { fakeSession } from "../fake-session";
import WithSession from "../WithSession.svelte";

afterEach(() => vi.unstubAllGlobals());

const snapshot = (extra_time: Choice) => ({
  code: "BCDFGH",
  epoch: "e1",
  seq: 1,
  cartridge: "quiz",
  status: "lobby" as const,
  server_time: "2026-11-21T20:00:00.000Z",
  phase: null,
  players: [],
  view: null,
  you: { player_id: "ana", extra_time },
});

function show(extraTime: Choice) {
  const { session } = fakeSession(snapshot(extraTime));
  render(WithSession, {
    session,
    component: ExtraTime as never,
    componentProps: { token: "token", playerId: "ana", extraTime },
  });
}

const labels = () =>
  screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent.trim());

test.each<[Choice, string[], number]>([
  [{ percent: 0, most_percent: 100 }, ["Standard", "+25%", "+50%", "Double"], 0],
  [{ percent: 30, most_percent: 40 }, ["Standard", "+25%", "+30%", "+40%"], 2],
])("offers what the host allows", (extraTime, offered, chosen) => {
  show(extraTime);
  expect(labels()).toEqual(offered);
  const checked = screen.getAllByRole<HTMLInputElement>("radio").map((radio) => radio.checked);
  expect(checked.indexOf(true)).toBe(chosen);
});

test("sends the choice with the player's token", async () => {
  const answer = new Response(JSON.stringify(snapshot({ percent: 50, most_percent: 100 })), {
    headers: { "content-type": "application/json" },
  });
  const request = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(answer));
  vi.stubGlobal("fetch", request);
  show({ percent: 0, most_percent: 100 });
  await fireEvent.click(screen.getByRole("radio", { name: "+50%" }));
  await vi.waitFor(() => expect(request).toHaveBeenCalled());
  const [url, init] = request.mock.calls[0] ?? [];
  expect(url).toBe("/api/sessions/BCDFGH/players/ana/extra-time");
  expect([init?.method, init?.body]).toEqual(["PUT", '{"percent":50}']);
});
