import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { Player, Snapshot } from "$app/contract/types";
import { setLocale } from "$app/i18n/index.svelte";
import HostGone from "$app/phone/HostGone.svelte";
import { fakeSession } from "../fake-session";
import WithSession from "../WithSession.svelte";

const player = (player_id: string, nickname: string): Player => ({
  player_id,
  nickname,
  avatar: null,
  score: 0,
  connected: true,
  answered: false,
});

/** Returns the line on Ana's phone. */
function lineFor(more: Partial<Snapshot>): string {
  const { session } = fakeSession({
    code: "BCDFGH",
    epoch: "e1",
    seq: 1,
    cartridge: "quiz",
    status: "running",
    server_time: "2026-11-21T20:00:00.000Z",
    phase: null,
    players: [player("ana", "Ana"), player("bo", "Bo")],
    vip: "bo",
    view: {},
    you: { player_id: "ana" },
    host: { connected: false },
    ...more,
  });
  const component = HostGone as never;
  const { container, unmount } = render(WithSession, { session, component });
  const text = container.textContent.trim();
  unmount();
  return text;
}

test.each<[Partial<Snapshot>, string]>([
  [{}, "The TV is gone, but the game goes on. Bo can carry on or end the game."],
  [{ vip: "ana" }, "The TV is gone, but the game goes on. You can carry on or end the game here."],
  [{ vip: null }, "The TV is gone, but the game goes on."],
  [{ view: { waits_for_host: true } }, "The TV is gone. Bo can carry on or end the game."],
  [
    { view: { waits_for_host: true }, vip: null },
    "The TV is gone. We’re waiting for it to come back.",
  ],
  [
    { status: "lobby", view: null, vip: "ana" },
    "The TV is gone. You can carry on or end the game here.",
  ],
  [{ status: "paused" }, "The TV is gone. Bo can carry on or end the game."],
])("names who can continue: %j", (more, line) => {
  expect(lineFor(more)).toBe(line);
});

test("is in Danish", async () => {
  await setLocale("da");
  expect(lineFor({})).toBe(
    "Skærmen er væk, men spillet fortsætter. Bo kan fortsætte eller afslutte spillet.",
  );
  await setLocale("en");
});
