import { describe, expect, test } from "vitest";
import { ServerClock } from "$app/core/clock";
import { Connection, type ConnectionState } from "$app/core/connection";
import type { Envelope } from "$app/contract/types";
import { FakeWorld } from "../fake-world";

function scene() {
  const world = new FakeWorld();
  const states: ConnectionState[] = [];
  const frames: Envelope[] = [];
  const clock = new ServerClock(world.ports.steady);
  const connection = new Connection(world.ports, clock, {
    path: () => "/ws/game/BCDFGH/",
    protocols: ["wpp", "wpp.token.t"],
    frame: (frame) => frames.push(frame),
    state: (state) => states.push(state),
  });
  const alive = () => world.socket.receive({ type: "session.snapshot", data: {} });
  return { world, states, frames, connection, clock, alive };
}

test("is live from the first frame", () => {
  const { connection, world, alive, frames } = scene();
  world.socket.onopen?.();
  expect(connection.state.state).toBe("connecting");
  alive();
  expect(connection.state.state).toBe("live");
  expect(frames).toHaveLength(1);
});

describe("close codes", () => {
  test.each([
    [4001, "no_token"],
    [4002, "unknown_player"],
    [4003, "bad_token"],
    [4004, "removed"],
    [4005, "over"],
  ])("%i ends the connection as %s", (code, reason) => {
    const { connection, world, alive } = scene();
    alive();
    world.socket.serverClose(code);
    expect(connection.state).toEqual({ state: "ended", reason });
    world.firePageEvent("wake");
    world.advance(60_000);
    expect(world.sockets).toHaveLength(1);
  });

  test.each([
    [1012, "restart"],
    [4008, "slow"],
    [4029, "too_many"],
    [1006, "lost"],
    [1009, "lost"],
  ])("%i reconnects after %s", (code, reason) => {
    const { connection, world, alive } = scene();
    alive();
    world.socket.serverClose(code);
    expect(connection.state).toEqual({ state: "waiting", reason });
    world.advance(12_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });
});

test("waits five seconds after too_many", () => {
  const { world, alive } = scene();
  alive();
  world.socket.serverClose(4029);
  world.firePageEvent("wake");
  world.advance(4_900);
  expect(world.sockets).toHaveLength(1);
});

test("backs off, but reconnects on wake", () => {
  const { world } = scene();
  for (let i = 0; i < 6; i++) {
    world.socket.serverClose(1006);
    world.advance(8_000);
  }
  const before = world.sockets.length;
  world.socket.serverClose(1006);
  world.advance(1_000);
  expect(world.sockets).toHaveLength(before);
  world.firePageEvent("wake");
  expect(world.sockets).toHaveLength(before + 1);
});

test("detects a dead socket after sleep", () => {
  const { connection, world, alive } = scene();
  alive();
  world.firePageEvent("wake");
  expect(world.socket.sentOfType("ping").length).toBeGreaterThan(0);
  world.advance(2_000);
  expect(world.sockets.length).toBe(2);
  expect(connection.state.state).not.toBe("live");
});

test("keeps a socket that answers after sleep", () => {
  const { connection, world, alive } = scene();
  alive();
  world.firePageEvent("wake");
  world.advance(30);
  const { timestamp } = world.socket.sentOfType("ping").at(-1)!.data;
  world.socket.receive({
    type: "pong",
    data: { timestamp, server_time: "2026-11-21T20:00:00.000Z" },
  });
  world.advance(3_000);
  expect(world.sockets).toHaveLength(1);
  expect(connection.state.state).toBe("live");
});

test("gives up an opening that hangs", () => {
  const { world } = scene();
  world.advance(9_000);
  expect(world.sockets.length).toBeGreaterThan(1);
  expect(world.sockets[0]!.closed).toBe(true);
});

test("pings on silence, then reconnects", () => {
  const { world, alive } = scene();
  alive();
  world.advance(1_000);
  const pings = world.socket.sentOfType("ping").length;
  world.advance(14_000);
  expect(world.socket.sentOfType("ping").length).toBe(pings + 1);
  world.advance(6_000);
  expect(world.sockets.length).toBe(2);
});

test("pongs set the clock only", () => {
  const { world, alive, clock, frames } = scene();
  alive();
  world.advance(40);
  const { timestamp } = world.socket.sentOfType("ping")[0]!.data;
  world.socket.receive({
    type: "pong",
    data: { timestamp, server_time: "2026-11-21T20:00:00.000Z" },
  });
  expect(clock.now()).toBe(Date.parse("2026-11-21T20:00:00.020Z"));
  expect(frames.map((frame) => frame.type)).toEqual(["session.snapshot"]);
});

test("ignores frames that are not JSON", () => {
  const { connection, world, alive } = scene();
  alive();
  world.socket.onmessage?.("not json");
  world.socket.onmessage?.("null");
  expect(connection.state.state).toBe("live");
});

test("ignores frames of dropped sockets", () => {
  const { world, frames, alive } = scene();
  alive();
  const old = world.socket;
  const late = old.onmessage!;
  old.serverClose(1012);
  late(JSON.stringify({ type: "session.snapshot", data: {} }));
  expect(frames).toHaveLength(1);
});

test("reports offline, then reconnects", () => {
  const { connection, world, alive } = scene();
  alive();
  world.firePageEvent("sleep");
  expect(connection.state).toEqual({ state: "waiting", reason: "offline" });
  world.firePageEvent("wake");
  expect(world.sockets).toHaveLength(2);
});
