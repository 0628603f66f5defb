import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { setLocale } from "$app/i18n/index.svelte";
import VipControls from "$app/phone/VipControls.svelte";
import { roomApi } from "$app/control/room-api";
import { api } from "$app/services";
import type { Player, Snapshot } from "$app/contract/types";
import { fakeSession } from "../fake-session";
import WithSession from "../WithSession.svelte";

const player = (player_id: string, connected: boolean): Player => ({
  player_id,
  nickname: player_id.toUpperCase(),
  avatar: null,
  score: 0,
  connected,
  answered: false,
});

function show(more: Partial<Snapshot>) {
  const { session } = fakeSession({
    code: "BCDFGH",
    epoch: "e1",
    seq: 1,
    cartridge: "quiz",
    status: "lobby",
    server_time: "2026-11-21T20:00:00.000Z",
    phase: null,
    players: [player("ana", true), player("bo", false)],
    vip: "ana",
    view: null,
    you: { player_id: "ana" },
    ...more,
  });
  const onleave = vi.fn();
  const { unmount } = render(WithSession, {
    session,
    component: VipControls as never,
    componentProps: { token: "t", onleave },
  });
  return { session, onleave, unmount };
}
/** Opens the menu, whose code loads then. */
async function openMenu() {
  await fireEvent(document.querySelector("details") as HTMLElement, new Event("toggle"));
  await screen.findByRole("button", { name: "Close the room…" });
}
const button = (name: string) => screen.queryByRole("button", { name });

test("offers what the status allows", () => {
  const cases: [Partial<Snapshot>, string[], string[]][] = [
    [{ status: "lobby" }, ["Start"], ["Pause", "Continue"]],
    [{ status: "running", view: {} }, ["Pause"], ["Start", "Continue", "Resume"]],
    [{ status: "running", view: { waits_for_host: true } }, ["Pause", "Continue"], ["Start"]],
    [{ status: "paused", view: {} }, ["Resume"], ["Pause"]],
    [{ status: "finished", view: {} }, ["Play again, same people!"], ["Pause"]],
  ];
  for (const [more, shown, hidden] of cases) {
    const { unmount } = show(more);
    for (const name of shown) expect(button(name), `${more.status}: ${name}`).not.toBeNull();
    for (const name of hidden) expect(button(name), `${more.status}: ${name}`).toBeNull();
    unmount();
  }
});

test("calls the API with the token of the VIP", async () => {
  const { session, onleave } = show({ locked: true });
  const snapshot = session.snapshot as Snapshot;
  const play = vi.spyOn(api, "play").mockResolvedValue(snapshot);
  const lock = vi.spyOn(roomApi, "lock").mockResolvedValue(snapshot);
  const release = vi.spyOn(roomApi, "releaseSeat").mockResolvedValue();
  const exit = vi.spyOn(roomApi, "exit").mockResolvedValue({} as never);
  const press = async (name: string) => {
    await fireEvent.click(button(name) as HTMLElement);
    await new Promise((done) => setTimeout(done));
  };
  await press("Start");
  expect(play).toHaveBeenCalledWith("BCDFGH", "t");
  await openMenu();
  await press("Unlock the room");
  expect(lock).toHaveBeenCalledWith("BCDFGH", "t", false);
  await press("Let BO back in");
  expect(release).toHaveBeenCalledWith("BCDFGH", "t", "bo");
  expect(screen.getByRole("status").textContent).toBe("BO can join again with the same name.");
  await press("Close the room…");
  expect(exit).not.toHaveBeenCalled();
  await press("Close and delete");
  expect(exit).toHaveBeenCalledWith("BCDFGH", "t");
  expect(onleave).toHaveBeenCalled();
});

test("passes the role on and starts over", async () => {
  const players = [player("ana", true), player("bo", true), player("cy", false)];
  const { session, unmount } = show({ status: "running", view: {}, players });
  const snapshot = session.snapshot as Snapshot;
  const appoint = vi.spyOn(roomApi, "appointVip").mockResolvedValue(snapshot);
  const next = vi.spyOn(roomApi, "next").mockResolvedValue(snapshot);
  const play = vi.spyOn(api, "play").mockResolvedValue(snapshot);
  const press = async (name: string) => {
    await fireEvent.click(button(name) as HTMLElement);
    await new Promise((done) => setTimeout(done));
  };
  await openMenu();
  expect(button("Make CY the VIP"), "a disconnected player cannot be the VIP").toBeNull();
  await press("Make BO the VIP");
  expect(appoint).toHaveBeenCalledWith("BCDFGH", "t", "bo");
  await press("Start over");
  expect(next).not.toHaveBeenCalled();
  await press("Yes, start over");
  expect(next).toHaveBeenCalledWith("BCDFGH", "t", { cartridge: "quiz" });
  expect(play).toHaveBeenCalledWith("BCDFGH", "t");
  unmount();
});

test("shows a code for another screen", async () => {
  show({});
  await openMenu();
  const create = vi.spyOn(roomApi, "createHostCode").mockResolvedValue("KWXTRN");
  await fireEvent.click(button("Move the TV screen") as HTMLElement);
  await screen.findByText("KWXTRN");
  expect(create).toHaveBeenCalledWith("BCDFGH", "t");
});

test("has Danish texts", async () => {
  await setLocale("da");
  show({});
  expect(screen.getByRole("heading").textContent).toBe("Du er VIP");
  await setLocale("en");
});
