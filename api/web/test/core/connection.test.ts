import { describe, expect, test } from "vitest";
import { ServerClock } from "$app/core/clock";
import { Link, type LinkState } from "$app/core/connection";
import type { Envelope } from "$app/contract/types";
import { World } from "../fake-world";

function scene() {
  const world = new World();
  const states: LinkState[] = [];
  const frames: Envelope[] = [];
  const clock = new ServerClock(world.ports.steady);
  const link = new Link(world.ports, clock, {
    path: () => "/ws/game/BCDFG/?session_token=t",
    frame: (frame) => frames.push(frame),
    state: (state) => states.push(state),
  });
  const alive = () => world.socket.frame({ type: "session.snapshot", data: {} });
  return { world, states, frames, link, clock, alive };
}

test("the link is alive from its first frame on, not from the bare opening", () => {
  const { link, world, alive, frames } = scene();
  world.socket.onopen?.();
  expect(link.state.state).toBe("connecting");
  alive();
  expect(link.state.state).toBe("live");
  expect(frames).toHaveLength(1);
});

describe("close codes", () => {
  test.each([
    [4001, "no_token"],
    [4002, "unknown_player"],
    [4003, "bad_token"],
    [4004, "removed"],
    [4005, "over"],
  ])("%i ends the link as %s, for good", (code, why) => {
    const { link, world, alive } = scene();
    alive();
    world.socket.hangUp(code);
    expect(link.state).toEqual({ state: "ended", why });
    world.attention("wake");
    world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
  });

  test.each([
    [1012, "restart"],
    [4008, "slow"],
    [4029, "too_many"],
    [1006, "lost"],
    [1009, "lost"],
  ])("%i waits as %s, then comes back", (code, why) => {
    const { link, world, alive } = scene();
    alive();
    world.socket.hangUp(code);
    expect(link.state).toEqual({ state: "waiting", why });
    world.pass(12_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });
});

test("after too many messages nobody comes back within five seconds, looking or not", () => {
  const { world, alive } = scene();
  alive();
  world.socket.hangUp(4029);
  world.attention("wake");
  world.pass(4_900);
  expect(world.sockets).toHaveLength(1);
});

test("tries get rarer, and looking at the page is answered at once", () => {
  const { world } = scene();
  for (let i = 0; i < 6; i++) {
    world.socket.hangUp(1006);
    world.pass(8_000);
  }
  const before = world.sockets.length;
  world.socket.hangUp(1006);
  world.pass(1_000);
  expect(world.sockets).toHaveLength(before);
  world.attention("wake");
  expect(world.sockets).toHaveLength(before + 1);
});

test("a socket that died in a sleep is found out within two seconds of looking", () => {
  const { link, world, alive } = scene();
  alive();
  world.attention("wake");
  expect(world.socket.of("ping").length).toBeGreaterThan(0);
  world.pass(2_000);
  expect(world.sockets.length).toBe(2);
  expect(link.state.state).not.toBe("live");
});

test("a socket that answers after a sleep is kept", () => {
  const { link, world, alive } = scene();
  alive();
  world.attention("wake");
  world.pass(30);
  const { timestamp } = world.socket.of("ping").at(-1)!.data;
  world.socket.frame({
    type: "pong",
    data: { timestamp, server_time: "2026-11-21T20:00:00.000Z" },
  });
  world.pass(3_000);
  expect(world.sockets).toHaveLength(1);
  expect(link.state.state).toBe("live");
});

test("an opening that hangs is given up", () => {
  const { world } = scene();
  world.pass(9_000);
  expect(world.sockets.length).toBeGreaterThan(1);
  expect(world.sockets[0]!.closed).toBe(true);
});

test("silence is asked for a sign of life, then ended", () => {
  const { world, alive } = scene();
  alive();
  world.pass(1_000);
  const pings = world.socket.of("ping").length;
  world.pass(14_000);
  expect(world.socket.of("ping").length).toBe(pings + 1);
  world.pass(6_000);
  expect(world.sockets.length).toBe(2);
});

test("pongs set the clock and are nobody else's business", () => {
  const { world, alive, clock, frames } = scene();
  alive();
  world.pass(40);
  const { timestamp } = world.socket.of("ping")[0]!.data;
  world.socket.frame({
    type: "pong",
    data: { timestamp, server_time: "2026-11-21T20:00:00.000Z" },
  });
  expect(clock.now()).toBe(Date.parse("2026-11-21T20:00:00.020Z"));
  expect(frames.map((frame) => frame.type)).toEqual(["session.snapshot"]);
});

test("a frame that is no JSON is let pass", () => {
  const { link, world, alive } = scene();
  alive();
  world.socket.onmessage?.("not json");
  world.socket.onmessage?.("null");
  expect(link.state.state).toBe("live");
});

test("frames of a socket that was given up are not heard", () => {
  const { world, frames, alive } = scene();
  alive();
  const old = world.socket;
  const late = old.onmessage!;
  old.hangUp(1012);
  late(JSON.stringify({ type: "session.snapshot", data: {} }));
  expect(frames).toHaveLength(1);
});

test("without a network the link says so, and comes back with it", () => {
  const { link, world, alive } = scene();
  alive();
  world.attention("sleep");
  expect(link.state).toEqual({ state: "waiting", why: "offline" });
  world.attention("wake");
  expect(world.sockets).toHaveLength(2);
});
