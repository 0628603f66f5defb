import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import KeepScreenOn from "$app/phone/secure/KeepScreenOn.svelte";
import { roomApi } from "$app/control/room-api";
import { api } from "$app/services";
import { fakeSession } from "../fake-session";
import WithSession from "../WithSession.svelte";

afterEach(() => vi.restoreAllMocks());

function show() {
  const ana = {
    player_id: "ana",
    nickname: "Ana",
    avatar: "sun:coral",
    score: 0,
    connected: true,
    answered: false,
  };
  const { session } = fakeSession({
    code: "BCDFGH",
    epoch: "e1",
    seq: 1,
    cartridge: "fib",
    status: "lobby",
    server_time: "2026-11-21T20:00:00.000Z",
    phase: null,
    players: [ana],
    view: null,
    you: { player_id: "ana" },
  });
  const open = vi.fn();
  render(WithSession, {
    session,
    component: KeepScreenOn as never,
    componentProps: { open },
  });
  return open;
}

test("without HTTPS, the tip names the setting of the phone", async () => {
  const asked = vi
    .spyOn(api, "addresses")
    .mockResolvedValue({ https_port: null, public_url: "http://10.0.0.7:8080" });
  show();
  await asked.mock.results[0]?.value;
  await screen.findByText(/^Screen going dark\?/);
  expect(screen.queryByRole("button")).toBeNull();
});

test("the seat is moved after the warning is explained", async () => {
  vi.spyOn(api, "addresses").mockResolvedValue({ https_port: 8443, public_url: "http://x" });
  const create = vi.spyOn(roomApi, "createSeatCode").mockResolvedValue("KLMNPQ");
  const open = show();
  await fireEvent.click(await screen.findByRole("button", { name: "Keep my screen on" }));
  expect(create).not.toHaveBeenCalled();
  await fireEvent.click(await screen.findByRole("button", { name: "Go on" }));
  await vi.waitFor(() => expect(open).toHaveBeenCalled());
  expect(create).toHaveBeenCalledWith("BCDFGH", "token", "ana");
  expect(open.mock.calls[0]?.[0]).toMatch(
    /^https:\/\/[^/]+:8443\/join\/BCDFGH#seat=KLMNPQ&name=Ana&/,
  );
});
