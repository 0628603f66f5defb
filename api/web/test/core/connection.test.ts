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
    path: () => "/ws/game/BCDFG/?session_token=t",
    frame: (frame) => frames.push(frame),
    state: (state) => states.push(state),
  });
  const alive = () => world.socket.receive({ type: "session.snapshot", data: {} });
  return { world, states, frames, connection, clock, alive };
}

test("the connection is alive from its first frame on, not from the bare opening", () => {
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
  ])("%i ends the connection as %s, for good", (code, reason) => {
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
  ])("%i waits as %s, then comes back", (code, reason) => {
    const { connection, world, alive } = scene();
    alive();
    world.socket.serverClose(code);
    expect(connection.state).toEqual({ state: "waiting", reason });
    world.advance(12_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });
});

test("after too many messages nobody comes back within five seconds, looking or not", () => {
  const { world, alive } = scene();
  alive();
  world.socket.serverClose(4029);
  world.firePageEvent("wake");
  world.advance(4_900);
  expect(world.sockets).toHaveLength(1);
});

test("tries get rarer, and looking at the page is answered at once", () => {
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

test("a socket that died in a sleep is found out within two seconds of looking", () => {
  const { connection, world, alive } = scene();
  alive();
  world.firePageEvent("wake");
  expect(world.socket.sentOfType("ping").length).toBeGreaterThan(0);
  world.advance(2_000);
  expect(world.sockets.length).toBe(2);
  expect(connection.state.state).not.toBe("live");
});

test("a socket that answers after a sleep is kept", () => {
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

test("an opening that hangs is given up", () => {
  const { world } = scene();
  world.advance(9_000);
  expect(world.sockets.length).toBeGreaterThan(1);
  expect(world.sockets[0]!.closed).toBe(true);
});

test("silence is asked for a sign of life, then ended", () => {
  const { world, alive } = scene();
  alive();
  world.advance(1_000);
  const pings = world.socket.sentOfType("ping").length;
  world.advance(14_000);
  expect(world.socket.sentOfType("ping").length).toBe(pings + 1);
  world.advance(6_000);
  expect(world.sockets.length).toBe(2);
});

test("pongs set the clock and are nobody else's business", () => {
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

test("a frame that is no JSON is let pass", () => {
  const { connection, world, alive } = scene();
  alive();
  world.socket.onmessage?.("not json");
  world.socket.onmessage?.("null");
  expect(connection.state.state).toBe("live");
});

test("frames of a socket that was given up are not heard", () => {
  const { world, frames, alive } = scene();
  alive();
  const old = world.socket;
  const late = old.onmessage!;
  old.serverClose(1012);
  late(JSON.stringify({ type: "session.snapshot", data: {} }));
  expect(frames).toHaveLength(1);
});

test("without a network the connection says so, and comes back with it", () => {
  const { connection, world, alive } = scene();
  alive();
  world.firePageEvent("sleep");
  expect(connection.state).toEqual({ state: "waiting", reason: "offline" });
  world.firePageEvent("wake");
  expect(world.sockets).toHaveLength(2);
});
