import { describe, expect, test } from "vitest";
import { SessionClient, type Seat } from "$app/core/session-client";
import type { Envelope, Snapshot } from "$app/contract/types";
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

const player = (id: string) => ({
  player_id: id,
  nickname: id,
  avatar: null,
  score: 0,
  connected: true,
  answered: false,
});

/** The event with which the last one of `ids` joins the others. */
const joined = (seq: number, ids: string, epoch = "e1") => {
  const players = ids.split(" ").map(player);
  return {
    type: "session.player_joined",
    epoch,
    seq,
    data: { player: players.at(-1) },
    patch: { players },
  };
};

function scene(seat = SEAT, onEvent?: (event: Envelope) => void) {
  const world = new FakeWorld();
  const asked: ((answer: Snapshot | Error) => void)[] = [];
  const client = new SessionClient({
    seat,
    ports: world.ports,
    fetchSnapshot: () =>
      new Promise((ok, no) => asked.push((a) => (a instanceof Error ? no(a) : ok(a)))),
    changed: () => {},
    ...(onEvent && { onEvent }),
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

  test("compact ones reach screens with their whole data", () => {
    const received: unknown[] = [];
    const { world, welcome } = scene(SEAT, ({ data }) => received.push(data));
    welcome(4, { players: [player("ana"), player("bo")] });
    const patch = { players: { $at: { 1: { answered: true } } } };
    world.socket.receive({ type: "progress", epoch: "e1", seq: 5, data: {}, patch });
    expect(received).toMatchObject([{ answered: ["bo"] }]);
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
  ])("%s triggers a fetch", async (_, event) => {
    const { world, welcome, names, asked, settled } = scene();
    welcome(4);
    world.socket.receive(event);
    expect(names()).toEqual([]);
    expect(asked).toHaveLength(1);
    asked[0]!(snapshot(6, { players: [player("bo")] }));
    await settled();
    expect(names()).toEqual(["bo"]);
  });

  test("are buffered during a fetch", async () => {
    const { world, welcome, names, asked, settled, client } = scene();
    welcome(4);
    world.socket.receive(joined(6, "bo"));
    world.socket.receive(joined(7, "bo cy"));
    world.socket.receive(joined(8, "bo cy di"));
    asked[0]!(snapshot(7, { players: [player("bo"), player("cy")] }));
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
      data: { recovered: true, events: [joined(6, "ana bo"), joined(7, "ana bo cy")] },
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

  test("a snapshot of the same phase keeps the length that its event had", () => {
    const { welcome, client } = scene();
    const phase = { name: "reveal", round: 1, question: 2, deadline_at: null, remaining_ms: 900 };
    const view = { revealed: [] };
    welcome(9, { phase, view: { ...view, phase_length_ms: 4_000 } });
    client.offerSnapshot(snapshot(10, { phase, view }));
    expect(client.snapshot?.view).toEqual({ ...view, phase_length_ms: 4_000 });
    client.offerSnapshot(snapshot(11, { phase: { ...phase, question: 3 }, view }));
    expect(client.snapshot?.view).toEqual(view);
  });
});

describe("the socket's handshake", () => {
  test.each([
    ["player", {}],
    ["host", { role: "host" }],
  ] as const)("offers the token of a %s outside the address", (role, query) => {
    const { world } = scene({ ...SEAT, role });
    expect(world.socket.protocols).toEqual(["wpp", "wpp.token.secret"]);
    expect(Object.fromEntries(world.socket.query)).toEqual({ events: "compact", ...query });
    expect(world.socket.path).not.toContain("secret");
  });

  test("has no token for the public screen", () => {
    const { world } = scene({ code: "BCDFGH", role: "audience" });
    expect(world.socket.protocols).toEqual([]);
    expect(Object.fromEntries(world.socket.query)).toEqual({ events: "compact", role: "host" });
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

  test("are visible once their event has been applied", async () => {
    const { world, welcome, client, settled } = scene();
    welcome(4);
    const visible: number[] = [];
    for (const seq of [4, 5, 6]) void client.applied(seq).then(() => visible.push(seq));
    await settled();
    expect(visible).toEqual([4]);
    world.socket.receive(joined(5, "ana"));
    await settled();
    expect(visible).toEqual([4, 5]);
    welcome(1, { epoch: "e2" });
    await settled();
    expect(visible, "a new epoch has other numbers").toEqual([4, 5, 6]);
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

describe("a server that lost its last moments", () => {
  const lie = (deadline: string | null = "2026-11-21T20:01:00.000Z") => ({
    status: "running" as const,
    phase: { name: "lie", round: 1, question: 1, deadline_at: deadline, remaining_ms: 1 },
  });

  async function acknowledged(scene_: ReturnType<typeof scene>, type: string, seq: number) {
    const done = scene_.client.submitAction(type, { text: type });
    const { id } = scene_.world.socket.sentOfType(type).at(-1)!;
    scene_.world.socket.receive({ type: "ack", data: { id, seq } });
    await done;
    return id;
  }

  test("is offered the acknowledged actions of the phase again", async () => {
    const all = scene();
    const { world, welcome, asked, settled, client } = all;
    welcome(1, lie());
    const ids = [
      await acknowledged(all, "lie.suggest", 1),
      await acknowledged(all, "lie.submit", 2),
    ];
    welcome(1, { ...lie(), epoch: "e2" });
    const sent = world.socket.sent.slice(-2);
    expect(sent.map(({ type, id }) => [type, id])).toEqual([
      ["lie.suggest", ids[0]],
      ["lie.submit", ids[1]],
    ]);
    for (const id of ids) world.socket.receive({ type: "ack", data: { id, seq: 2 } });
    await settled();
    // The snapshot holds what the actions changed for this player.
    asked[0]!(snapshot(2, { ...lie(), epoch: "e2", you: { player_id: "p1", lie: "cheese" } }));
    await settled();
    expect(client.snapshot?.you).toMatchObject({ lie: "cheese" });
  });

  test("is offered them again after a second loss", async () => {
    const all = scene();
    const { world, welcome, settled } = all;
    welcome(1, lie());
    const id = await acknowledged(all, "lie.submit", 2);
    for (const epoch of ["e2", "e3"]) {
      welcome(1, { ...lie(), epoch });
      world.socket.receive({ type: "ack", data: { id, seq: 2 } });
      await settled();
    }
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(3);
  });

  test("is offered them when it returned to the phase before", async () => {
    const all = scene();
    const { world, welcome } = all;
    welcome(1, lie());
    const id = await acknowledged(all, "lie.submit", 2);
    welcome(5, {
      phase: { ...lie().phase, name: "guess", deadline_at: "2026-11-21T20:02:00.000Z" },
    });
    await acknowledged(all, "guess.submit", 6);
    welcome(1, { ...lie(), epoch: "e2" });
    expect(world.socket.sent.at(-1)).toMatchObject({ type: "lie.submit", id });
    expect(world.socket.sentOfType("guess.submit")).toHaveLength(1);
  });

  test("is offered what it acknowledged before the event arrived", async () => {
    const all = scene();
    const { world, welcome } = all;
    welcome(4, lie());
    await acknowledged(all, "reaction.send", 4);
    const id = await acknowledged(all, "lie.submit", 5);
    world.socket.serverClose(1006);
    world.firePageEvent("wake");
    world.socket.receive({ type: "session.resumed", data: { recovered: true, events: [] } });
    const actions = world.socket.sent.filter(({ type }) => type !== "ping");
    expect(actions.map((sent) => sent.id)).toEqual([id]);
  });

  test.each([
    ["another phase", { ...lie().phase, question: 2 }],
    ["a phase that started again", lie("2026-11-21T20:01:03.000Z").phase],
    ["no phase", null],
  ])("is offered nothing in %s", async (_, phase) => {
    const all = scene();
    const { world, welcome } = all;
    welcome(1, lie());
    await acknowledged(all, "lie.submit", 2);
    welcome(1, { ...lie(), phase, epoch: "e2" });
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(1);
  });

  test("is offered no chat, which the database holds", async () => {
    const all = scene();
    const { world, welcome } = all;
    welcome(1, lie());
    await acknowledged(all, "chat.send", 1);
    welcome(1, { ...lie(), epoch: "e2" });
    expect(world.socket.sentOfType("chat.send")).toHaveLength(1);
  });

  test("is offered nothing after an ordinary snapshot", async () => {
    const all = scene();
    const { world, welcome } = all;
    welcome(1, lie());
    await acknowledged(all, "lie.submit", 2);
    welcome(9, lie());
    expect(world.socket.sentOfType("lie.submit")).toHaveLength(1);
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
