import { describe, expect, test } from "vitest";
import { SessionClient, type Seat } from "$app/core/session-client";
import type { Snapshot } from "$app/contract/types";
import { fold } from "$cartridges/fib/web/fold";
import { FakeWorld } from "../fake-world";

const SEAT: Seat = { code: "BCDFGH", token: "secret", role: "player" };

function snapshot(seq: number, more: Partial<Snapshot> = {}): Snapshot {
  return {
    code: "BCDFGH",
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
  const world = new FakeWorld();
  const asked: ((answer: Snapshot | Error) => void)[] = [];
  const client = new SessionClient({
    seat,
    ports: world.ports,
    foldOf: () => fold,
    fetchSnapshot: () =>
      new Promise((ok, no) => asked.push((a) => (a instanceof Error ? no(a) : ok(a)))),
    changed: () => {},
  });
  const welcome = (seq: number, more: Partial<Snapshot> = {}) =>
    world.socket.receive({
      type: "session.snapshot",
      data: { recovered: false, snapshot: snapshot(seq, more) },
    });
  const names = () => client.snapshot?.players.map((player) => player.player_id);
  const settled = () => new Promise<void>((done) => setImmediate(done));
  return { world, client, asked, welcome, names, settled };
}

describe("events", () => {
  test("contiguous ones are applied", () => {
    const { world, welcome, names, asked } = scene();
    welcome(4);
    world.socket.receive(joined(5, "ana"));
    expect(names()).toEqual(["ana"]);
    expect(asked).toHaveLength(0);
  });

  test("known ones change nothing", () => {
    const { world, welcome, client, asked } = scene();
    welcome(4);
    const before = client.snapshot;
    world.socket.receive(joined(4, "ana"));
    expect(client.snapshot).toBe(before);
    expect(asked).toHaveLength(0);
  });

  test.each([
    ["a gap", joined(6, "bo")],
    ["another epoch", joined(5, "bo", "e2")],
    ["an unknown type", { type: "phase.limbo", epoch: "e1", seq: 5, data: {} }],
  ])("%s triggers a fetch", async (_, event) => {
    const { world, welcome, names, asked, settled } = scene();
    welcome(4);
    world.socket.receive(event);
    expect(names()).toEqual([]);
    expect(asked).toHaveLength(1);
    asked[0]!(snapshot(6, { players: [joined(6, "bo").data.player] }));
    await settled();
    expect(names()).toEqual(["bo"]);
  });

  test("are buffered during a fetch", async () => {
    const { world, welcome, names, asked, settled, client } = scene();
    welcome(4);
    world.socket.receive(joined(6, "bo"));
    world.socket.receive(joined(7, "cy"));
    world.socket.receive(joined(8, "di"));
    asked[0]!(snapshot(7, { players: [joined(6, "bo").data.player, joined(7, "cy").data.player] }));
    await settled();
    expect(names()).toEqual(["bo", "cy", "di"]);
    expect(client.snapshot?.seq).toBe(8);
    expect(asked).toHaveLength(1);
  });

  test("retry a failed fetch", async () => {
    const { world, welcome, asked, settled } = scene();
    welcome(4);
    world.socket.receive(joined(9, "bo"));
    asked[0]!(new Error("no network"));
    await settled();
    world.advance(1_000);
    expect(asked).toHaveLength(2);
  });
});

describe("reconnecting", () => {
  test("resumes from the last event", () => {
    const { world, welcome, client, names } = scene();
    welcome(4);
    world.socket.receive(joined(5, "ana"));
    world.socket.serverClose(1006);
    world.firePageEvent("wake");
    expect(world.socket.query.get("epoch")).toBe("e1");
    expect(world.socket.query.get("since")).toBe("5");
    world.socket.receive({
      type: "session.resumed",
      data: { recovered: true, events: [joined(6, "bo"), joined(7, "cy")] },
    });
    expect(names()).toEqual(["ana", "bo", "cy"]);
    expect(client.reconnects).toBe(1);
  });

  test("a new epoch replaces the state", () => {
    const { world, welcome, client } = scene();
    welcome(40);
    world.socket.serverClose(1012);
    world.firePageEvent("wake");
    welcome(2, { epoch: "e2" });
    expect(client.snapshot).toMatchObject({ epoch: "e2", seq: 2 });
  });

  test("ignores older REST snapshots", () => {
    const { welcome, client } = scene();
    welcome(9);
    client.offerSnapshot(snapshot(7));
    expect(client.snapshot?.seq).toBe(9);
    client.offerSnapshot(snapshot(10));
    expect(client.snapshot?.seq).toBe(10);
  });
});

describe("the socket's handshake", () => {
  test.each([
    ["player", {}],
    ["host", { role: "host" }],
  ] as const)("offers the token of a %s outside the address", (role, query) => {
    const { world } = scene({ ...SEAT, role });
    expect(world.socket.protocols).toEqual(["wpp", "wpp.token.secret"]);
    expect(Object.fromEntries(world.socket.query)).toEqual(query);
    expect(world.socket.path).not.toContain("secret");
  });

  test("has no token for the public screen", () => {
    const { world } = scene({ code: "BCDFGH", role: "audience" });
    expect(world.socket.protocols).toEqual([]);
    expect(Object.fromEntries(world.socket.query)).toEqual({ role: "host" });
  });
});

describe("actions", () => {
  test("settle with their own ack", async () => {
    const { world, welcome, client } = scene();
    welcome(1);
    const done = client.submitAction("lie.submit", { text: "cheese" });
    const { id, data } = world.socket.sentOfType("lie.submit")[0]!;
    expect(data).toEqual({ text: "cheese" });
    world.socket.receive({ type: "ack", data: { id: "another", seq: 2 } });
    world.socket.receive({ type: "ack", data: { id, seq: 2 } });
    expect(await done).toEqual({ ok: true, ack: { id, seq: 2 } });
  });

  test("are rejected with the code", async () => {
    const { world, welcome, client } = scene();
    welcome(1);
    const done = client.submitAction("guess.submit", { option_id: "o1" });
    const { id } = world.socket.sentOfType("guess.submit")[0]!;
    world.socket.receive({ type: "error", data: { id, code: "own_lie", message: "yours" } });
    expect(await done).toEqual({ ok: false, code: "own_lie", message: "yours" });
  });

  test("are sent again with the same id", async () => {
    const { world, welcome, client } = scene();
    welcome(1);
    const done = client.submitAction("lie.submit", { text: "cheese" });
    const { id } = world.socket.sentOfType("lie.submit")[0]!;
    world.socket.serverClose(1006);
    world.firePageEvent("wake");
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(0);
    welcome(1);
    expect(world.socket.sentOfType("lie.submit").map((sent) => sent.id)).toEqual([id]);
    world.advance(4_000);
    expect(world.socket.sentOfType("lie.submit").map((sent) => sent.id)).toEqual([id, id]);
    world.socket.receive({ type: "ack", data: { id, seq: 2 } });
    await done;
    world.advance(10_000);
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(2);
  });

  test("wait for the connection", () => {
    const { world, welcome, client } = scene();
    void client.submitAction("lie.submit", { text: "cheese" });
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(0);
    welcome(1);
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(1);
  });

  test("end with the session", async () => {
    const { world, welcome, client } = scene();
    welcome(1);
    const done = client.submitAction("lie.submit", { text: "cheese" });
    world.socket.serverClose(4005);
    expect(await done).toMatchObject({ ok: false, code: "ended" });
    expect(client.ended).toBe("over");
    expect(await client.submitAction("lie.submit", {})).toMatchObject({ code: "ended" });
  });
});

test("sends nothing while idle", () => {
  const { world, welcome, asked } = scene();
  welcome(1);
  world.advance(2_000);
  const before = world.socket.sent.length;
  world.advance(12_000);
  expect(world.socket.sent).toHaveLength(before);
  expect(asked).toHaveLength(0);
});
