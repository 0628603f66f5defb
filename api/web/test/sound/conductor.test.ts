import { afterEach, expect, test, vi } from "vitest";
import { Conductor, type Moment, type Scene } from "$app/sound/music/conductor";

afterEach(() => void vi.useRealTimers());

/** An audio context that only has what the conductor and the instruments call. */
function fakeAudio() {
  const param = () => new Proxy({ value: 0 }, { get: () => () => {}, set: () => true });
  const node = (): unknown =>
    new Proxy(
      {},
      {
        get: (_, name) =>
          ["gain", "frequency", "detune"].includes(String(name)) ? param() : () => node(),
        set: () => true,
      },
    );
  const audio = {
    state: "running",
    currentTime: 0,
    sampleRate: 100,
    createBuffer: () => ({ getChannelData: () => new Float32Array(50) }),
  };
  return new Proxy(audio, {
    get: (target, name) => Reflect.get(target, name) ?? (() => node()),
  }) as unknown as AudioContext;
}

/** Plays a phase, looking ahead at irregular moments. `drift` is how fast the audio clock runs. */
function play(scene: Scene, start: number, ms: number, late: (n: number) => number, drift = 1) {
  let server = start;
  const moment = (): Moment => ({ server, audible: 7 + ((server - start) * drift) / 1000 });
  const audible: { number: number; at: number }[] = [];
  const conductor = new Conductor(fakeAudio(), {} as AudioNode, moment, (at, number) =>
    // When people notice the beat: the audio clock runs on at its own speed.
    audible.push({ number, at: server + ((at - moment().audible) * 1000) / drift }),
  );
  conductor.show(scene);
  for (let n = 0; server < start + ms; n += 1) {
    server += 200 + late(n);
    conductor.conduct();
  }
  return audible;
}

const DEADLINE = 1_795_982_430_123;
const scene: Scene = {
  key: "press",
  mood: "press",
  players: 4,
  grid: { deadline: DEADLINE, tightens: true },
};

test("the last beat falls on the deadline, once, on a busy page with a drifting audio clock", () => {
  for (const drift of [0.9995, 1, 1.0005]) {
    const audible = play(scene, DEADLINE - 20_000, 21_000, (n) => (n * 131) % 700, drift);
    const last = audible.filter(({ number }) => number === 0);
    expect(last).toHaveLength(1);
    expect(Math.abs((last[0]?.at ?? 0) - DEADLINE)).toBeLessThan(2);
  }
});

test("each beat sounds once", () => {
  const numbers = play(scene, DEADLINE - 20_000, 21_000, (n) => (n * 57) % 300).map(
    ({ number }) => number,
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test("a page that slept skips the beats it missed", () => {
  const audible = play(scene, DEADLINE - 20_000, 21_000, (n) => (n === 5 ? 6_000 : 0));
  const onTime = audible.every(({ at, number }) => number !== 0 || Math.abs(at - DEADLINE) < 2);
  expect(onTime).toBe(true);
  expect(audible.filter(({ number }) => number === 0)).toHaveLength(1);
});
