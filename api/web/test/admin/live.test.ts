import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveServer } from "$app/admin/live.svelte";

/** A stream of the browser, which the test breaks. */
class Stream {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 1;
  onerror: (() => void) | null = null;
  constructor() {
    Stream.opened.push(this);
  }
  addEventListener(): void {
    // The tests send no events.
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  /** Fails as a response other than 200 does. */
  refuse(): void {
    this.readyState = Stream.CLOSED;
    this.onerror?.();
  }
}

const answer = (status: number, body: unknown) => () =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

beforeEach(() => {
  Stream.opened = [];
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Stream);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Starts a page whose stream is refused at once. */
function refused(fetch: () => Promise<Response>): LiveServer {
  vi.stubGlobal("fetch", fetch);
  const live = new LiveServer();
  live.start();
  Stream.opened[0]?.refuse();
  expect(live.state).toBe("lost");
  return live;
}

/** Lets time pass until a condition holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await vi.advanceTimersByTimeAsync(100);
}

const openedStreams = (count: number) => until(() => Stream.opened.length === count);

const LOGIN = { name: "ana", expires_at: "2026-01-01T00:00:00Z" };

test("a refused stream of a valid login is opened again", async () => {
  refused(answer(200, LOGIN));
  await openedStreams(2);
});

test("a refused stream is opened again when no server answers", async () => {
  refused(() => Promise.reject(new TypeError("no server")));
  await openedStreams(2);
});

test("a refused stream of an ended login ends the page", async () => {
  const live = refused(answer(401, { code: "not_authenticated", detail: "" }));
  await until(() => live.state === "ended");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Stream.opened).toHaveLength(1);
});

test("a stopped page opens no stream", async () => {
  const live = refused(answer(200, LOGIN));
  await openedStreams(2);
  live.stop();
  Stream.opened[1]?.refuse();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Stream.opened).toHaveLength(2);
});
