import { expect, test } from "vitest";
import { ServerClock } from "$app/core/clock";

const HOUR = 3_600_000;
const SERVER = Date.parse("2026-11-21T20:00:00.000Z");

/** Returns a clock, and a server that answers its pings after the given delays in ms. */
function scene() {
  let steady = 5_000;
  const truth = () => SERVER + (steady - 5_000);
  const clock = new ServerClock(() => steady);
  const ping = (there: number, back: number) => {
    const sentAt = steady;
    steady += there;
    const serverTime = truth();
    steady += back;
    clock.addSample(sentAt, serverTime);
  };
  return { clock, ping, truth, pass: (ms: number) => (steady += ms) };
}

test("has no time before the first sample", () => {
  expect(scene().clock.now()).toBeNull();
});

test("symmetric round trip gives exact time", () => {
  const { clock, ping, truth } = scene();
  ping(20, 20);
  expect(clock.now()).toBe(truth());
});

test("ignores slow asymmetric samples", () => {
  const { clock, ping, truth } = scene();
  for (const [there, back] of [
    [10, 12],
    [400, 8],
    [11, 9],
    [9, 350],
    [12, 10],
  ] as const)
    ping(there, back);
  expect(Math.abs((clock.now() ?? 0) - truth())).toBeLessThan(10);
});

test("sent_at is a lower bound", () => {
  const { clock, truth } = scene();
  clock.addLowerBound(truth() - 80);
  expect(clock.now()).toBe(truth() - 80);
  clock.addLowerBound(truth() - 200);
  expect(clock.now()).toBe(truth() - 80);
  clock.addLowerBound(truth() - 3);
  expect(clock.now()).toBe(truth() - 3);
});

test("recovers after a stopped steady clock", () => {
  let steady = 0;
  let server = SERVER;
  const clock = new ServerClock(() => steady);
  const ping = () => {
    const at = steady;
    steady += 20;
    server += 20;
    clock.addSample(at, server - 10);
  };
  for (let i = 0; i < 5; i++) ping();
  server += HOUR; // the phone slept; its steady clock did not run
  clock.reset();
  ping();
  expect(clock.now()).toBe(server);
});

test("follows a jump without averaging", () => {
  let steady = 0;
  let server = SERVER;
  const clock = new ServerClock(() => steady);
  const ping = () => {
    const at = steady;
    steady += 20;
    server += 20;
    clock.addSample(at, server - 10);
  };
  for (let i = 0; i < 9; i++) ping();
  server += 5_000;
  ping();
  expect(clock.now()).toBe(server);
});

test("jitter of 100 ms each way leaves a few ms", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const faults = Array.from({ length: 100 }, () => {
    const { clock, ping, truth } = scene();
    for (let n = 0; n < 12; n++) ping(random() * 100, random() * 100);
    return Math.abs((clock.now() ?? 0) - truth());
  });
  expect(faults.filter((fault) => fault > 20).length).toBeLessThanOrEqual(2);
  expect(faults.reduce((sum, fault) => sum + fault, 0) / faults.length).toBeLessThan(8);
});
