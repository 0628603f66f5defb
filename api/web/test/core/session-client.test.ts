import { describe, expect, test } from "vitest";
import { Live, type Seat } from "$app/core/session-client";
import type { Snapshot } from "$app/contract/types";
import { fold } from "$cartridges/fib/web/fold";
import { World } from "../fake-world";

const SEAT: Seat = { code: "BCDFG", token: "secret", role: "player" };

function snapshot(seq: number, more: Partial<Snapshot> = {}): Snapshot {
  return {
    code: "BCDFG",
    epoch: "e1",
    seq,
    cartridge: "fib",
    status: "lobby",
    server_time: "2026-11-21T20:00:00.000Z",
    phase: null,
    players: [],
    view: null,
    you: { player_id: "p1" },
    ...more,
  };
}

const joined = (seq: number, id: string, epoch = "e1") => ({
  type: "session.player_joined",
  epoch,
  seq,
  data: {
    player: {
      player_id: id,
      nickname: id,
      avatar: null,
      score: 0,
      connected: true,
      answered: false,
    },
  },
});

function scene(seat = SEAT) {
  const world = new World();
  const asked: ((answer: Snapshot | Error) => void)[] = [];
  const live = new Live({
    seat,
    ports: world.ports,
    foldOf: () => fold,
    fetchSnapshot: () =>
      new Promise((ok, no) => asked.push((a) => (a instanceof Error ? no(a) : ok(a)))),
    changed: () => {},
  });
  const welcome = (seq: number, more: Partial<Snapshot> = {}) =>
    world.socket.frame({
      type: "session.snapshot",
      data: { recovered: false, snapshot: snapshot(seq, more) },
    });
  const names = () => live.snapshot?.players.map((player) => player.player_id);
  const settled = () => new Promise<void>((done) => setImmediate(done));
  return { world, live, asked, welcome, names, settled };
}

describe("events", () => {
  test("a contiguous one is folded in, without asking anybody", () => {
    const { world, welcome, names, asked } = scene();
    welcome(4);
    world.socket.frame(joined(5, "ana"));
    expect(names()).toEqual(["ana"]);
    expect(asked).toHaveLength(0);
  });

  test("one that is known already changes nothing", () => {
    const { world, welcome, live, asked } = scene();
    welcome(4);
    const before = live.snapshot;
    world.socket.frame(joined(4, "ana"));
    expect(live.snapshot).toBe(before);
    expect(asked).toHaveLength(0);
  });

  test.each([
    ["a gap", joined(6, "bo")],
    ["another epoch", joined(5, "bo", "e2")],
    ["an unknown type", { type: "phase.limbo", epoch: "e1", seq: 5, data: {} }],
  ])("%s is not applied: the snapshot is fetched", async (_, event) => {
    const { world, welcome, names, asked, settled } = scene();
    welcome(4);
    world.socket.frame(event);
    expect(names()).toEqual([]);
    expect(asked).toHaveLength(1);
    asked[0]!(snapshot(6, { players: [joined(6, "bo").data.player] }));
    await settled();
    expect(names()).toEqual(["bo"]);
  });

  test("those that come while the snapshot is fetched are folded onto it, none twice", async () => {
    const { world, welcome, names, asked, settled, live } = scene();
    welcome(4);
    world.socket.frame(joined(6, "bo"));
    world.socket.frame(joined(7, "cy"));
    world.socket.frame(joined(8, "di"));
    asked[0]!(snapshot(7, { players: [joined(6, "bo").data.player, joined(7, "cy").data.player] }));
    await settled();
    expect(names()).toEqual(["bo", "cy", "di"]);
    expect(live.snapshot?.seq).toBe(8);
    expect(asked).toHaveLength(1);
  });

  test("a fetch that fails is tried again", async () => {
    const { world, welcome, asked, settled } = scene();
    welcome(4);
    world.socket.frame(joined(9, "bo"));
    asked[0]!(new Error("no network"));
    await settled();
    world.pass(1_000);
    expect(asked).toHaveLength(2);
  });
});

describe("coming back", () => {
  test("resumes from the last event it holds", () => {
    const { world, welcome, live, names } = scene();
    welcome(4);
    world.socket.frame(joined(5, "ana"));
    world.socket.hangUp(1006);
    world.attention("wake");
    expect(world.socket.query.get("epoch")).toBe("e1");
    expect(world.socket.query.get("since")).toBe("5");
    world.socket.frame({
      type: "session.resumed",
      data: { recovered: true, events: [joined(6, "bo"), joined(7, "cy")] },
    });
    expect(names()).toEqual(["ana", "bo", "cy"]);
    expect(live.returns).toBe(1);
  });

  test("a new epoch's snapshot replaces everything", () => {
    const { world, welcome, live } = scene();
    welcome(40);
    world.socket.hangUp(1012);
    world.attention("wake");
    welcome(2, { epoch: "e2" });
    expect(live.snapshot).toMatchObject({ epoch: "e2", seq: 2 });
  });

  test("a snapshot from a REST answer never turns time back", () => {
    const { welcome, live } = scene();
    welcome(9);
    live.offer(snapshot(7));
    expect(live.snapshot?.seq).toBe(9);
    live.offer(snapshot(10));
    expect(live.snapshot?.seq).toBe(10);
  });
});

describe("who asks", () => {
  test("a player shows the seat's token", () => {
    const { world } = scene();
    expect(Object.fromEntries(world.socket.query)).toEqual({ session_token: "secret" });
  });

  test("the host shows its own", () => {
    const { world } = scene({ ...SEAT, role: "host" });
    expect(Object.fromEntries(world.socket.query)).toEqual({ role: "host", token: "secret" });
  });

  test("the audience shows none", () => {
    const { world } = scene({ code: "BCDFG", role: "audience" });
    expect(Object.fromEntries(world.socket.query)).toEqual({ role: "host" });
  });
});

describe("actions", () => {
  test("are settled by their own ack", async () => {
    const { world, welcome, live } = scene();
    welcome(1);
    const done = live.act("lie.submit", { text: "cheese" });
    const { id, data } = world.socket.of("lie.submit")[0]!;
    expect(data).toEqual({ text: "cheese" });
    world.socket.frame({ type: "ack", data: { id: "another", seq: 2 } });
    world.socket.frame({ type: "ack", data: { id, seq: 2 } });
    expect(await done).toEqual({ ok: true, ack: { id, seq: 2 } });
  });

  test("are refused with the server's code", async () => {
    const { world, welcome, live } = scene();
    welcome(1);
    const done = live.act("guess.submit", { option_id: "o1" });
    const { id } = world.socket.of("guess.submit")[0]!;
    world.socket.frame({ type: "error", data: { id, code: "own_lie", message: "yours" } });
    expect(await done).toEqual({ ok: false, code: "own_lie", message: "yours" });
  });

  test("go out again under the same id after a break, until answered", async () => {
    const { world, welcome, live } = scene();
    welcome(1);
    const done = live.act("lie.submit", { text: "cheese" });
    const { id } = world.socket.of("lie.submit")[0]!;
    world.socket.hangUp(1006);
    world.attention("wake");
    expect(world.socket.of("lie.submit")).toHaveLength(0);
    welcome(1);
    expect(world.socket.of("lie.submit").map((sent) => sent.id)).toEqual([id]);
    world.pass(4_000);
    expect(world.socket.of("lie.submit").map((sent) => sent.id)).toEqual([id, id]);
    world.socket.frame({ type: "ack", data: { id, seq: 2 } });
    await done;
    world.pass(10_000);
    expect(world.socket.of("lie.submit")).toHaveLength(2);
  });

  test("made while away wait for the link", () => {
    const { world, welcome, live } = scene();
    void live.act("lie.submit", { text: "cheese" });
    expect(world.socket.of("lie.submit")).toHaveLength(0);
    welcome(1);
    expect(world.socket.of("lie.submit")).toHaveLength(1);
  });

  test("end with the session", async () => {
    const { world, welcome, live } = scene();
    welcome(1);
    const done = live.act("lie.submit", { text: "cheese" });
    world.socket.hangUp(4005);
    expect(await done).toMatchObject({ ok: false, code: "ended" });
    expect(live.ended).toBe("over");
    expect(await live.act("lie.submit", {})).toMatchObject({ code: "ended" });
  });
});

test("nothing is asked of the server while nothing happens, but a sign of life", () => {
  const { world, welcome, asked } = scene();
  welcome(1);
  world.pass(2_000);
  const before = world.socket.sent.length;
  world.pass(12_000);
  expect(world.socket.sent).toHaveLength(before);
  expect(asked).toHaveLength(0);
});
