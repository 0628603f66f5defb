/** The page's recording: calls that fail do not change it, and a restart of the server plays it again. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Simulator, type Game, type Input } from "$app/simulator/simulator.svelte";

interface Call {
  path: string;
  body: { lobby?: unknown; inputs?: Input[]; position?: number; advance?: string };
}

const GAME: Game = { cartridge: "fib", players: 2, language: "en", seed: 1, config: {} };
const AT = "2026-11-21T20:00:00.000Z";
const PLAY: Input = { at: AT, kind: "play" };
const SHOWN = { now: AT, deadline: null, wake_at: null, phones: [], state: null, events: [] };

/** The calls of a test. */
let calls: Call[];
/** The addresses of calls that fail. */
let failing: RegExp | null;
/** The lobby that the server starts. */
let lobby: string;
/** Fields of the answer to a replay that differ from the usual ones. */
let changed: object;

const step = (input: Input) => ({ input, phase: null, events: [], outcome: { ack: { seq: 1 } } });

function answer({ path, body }: Call): object {
  if (path.endsWith("/start")) return { lobby };
  const { inputs = [], position = 0, advance } = body;
  const steps = [...inputs.slice(0, advance ? position : undefined), ...(advance ? [PLAY] : [])];
  return {
    steps: steps.map(step),
    position: advance ? steps.length : position,
    shown: { ...SHOWN, screen: { players: [] } },
    stopped: null,
    ...changed,
  };
}

beforeEach(() => {
  [calls, failing, lobby, changed] = [[], null, "first", {}];
  sessionStorage.clear();
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const call = { path, body: JSON.parse(init.body as string) as Call["body"] };
    calls.push(call);
    const [body, status] = failing?.test(path) ? ["", 500] : [answer(call), 200];
    return Promise.resolve(Response.json(body, { status }));
  });
});

afterEach(() => vi.unstubAllGlobals());

/** Returns a simulator with a recording of one input. */
async function recorded(): Promise<Simulator> {
  const simulator = new Simulator();
  await simulator.start(GAME);
  await simulator.advance("next");
  calls = [];
  return simulator;
}

test("a page that is loaded while the server restarts continues with its recording", async () => {
  await recorded();
  const loaded = new Simulator();
  failing = /./;
  await loaded.restore();
  expect([loaded.shown, loaded.error]).toEqual([null, "unavailable"]);

  failing = null;
  await loaded.restore();
  expect(calls.at(-1)?.body).toEqual({ lobby: "first", inputs: [PLAY], position: 1 });
  expect([loaded.position, loaded.recording, loaded.error]).toEqual([1, 1, ""]);
  // The recording of the page counts from now on.
  sessionStorage.clear();
  await loaded.restore();
  expect([loaded.position, loaded.recording]).toEqual([1, 1]);
});

test("a page without a recording makes no call", async () => {
  const simulator = new Simulator();
  await simulator.restore();
  await simulator.show(0);
  await simulator.advance("end");
  expect(await simulator.submit("p1", "lie.submit", {})).toMatchObject({ ok: false });
  expect([calls, simulator.error]).toEqual([[], ""]);
});

test("a game that cannot be started replaces no recording", async () => {
  const simulator = await recorded();
  lobby = "second";
  failing = /replay/;
  await simulator.start(GAME);
  expect(simulator.error).toBe("unavailable");

  failing = null;
  await simulator.show(0);
  expect(calls.at(-1)?.body).toEqual({ lobby: "first", inputs: [PLAY], position: 0 });
});

test("an action that is not recorded is not accepted", async () => {
  const simulator = await recorded();
  changed = { steps: [step(PLAY)], position: 1 };
  expect(await simulator.submit("p1", "lie.submit", {})).toMatchObject({ ok: false });
  changed = {};
  expect(await simulator.submit("p1", "lie.submit", {})).toMatchObject({ ok: true });
  failing = /./;
  const [submitted] = await Promise.all([
    simulator.submit("p1", "lie.submit", {}),
    simulator.show(0),
  ]);
  expect(submitted).toMatchObject({ ok: false });
});

test("the reason of an early end is shown", async () => {
  const simulator = await recorded();
  changed = { stopped: "the rules fail" };
  await simulator.advance("end");
  expect([simulator.error, simulator.position]).toEqual(["the rules fail", 2]);
});

test("a recording that is too large to be saved leaves no earlier one", async () => {
  const simulator = await recorded();
  const removed = vi.fn();
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  vi.stubGlobal("sessionStorage", { setItem, removeItem: removed });
  await simulator.start(GAME);
  expect(removed).toHaveBeenCalledWith("wpp.simulator");
});
