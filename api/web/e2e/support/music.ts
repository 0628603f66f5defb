/** Records for when a page schedules its music, by the audio clock. */

import type { Page } from "playwright-core";

/** A beat of a phase with a deadline. */
export interface Beat {
  /** 0 for the last beat; those before are negative. */
  number: number;
  /** The phase's deadline by the server's clock, in ms since 1970. */
  deadline: number;
  /** The time of the audio clock for which the beat is scheduled, in seconds. */
  at: number;
  /** When the beat is audible by the page's estimate of the server's clock, in ms since 1970. */
  audible: number;
  /** The same by this machine's clock. */
  audibleHere: number;
}

/**
 * Runs in the page before its own scripts. Delays each frame by up to 100 ms in both directions, switches sound on, which a
 * touch has to allow, and records the beats.
 */
export function jitterAndRecordBeats(): void {
  const JITTER_MS = 100;
  const PAST_MS = 100;
  localStorage.setItem("wpp.set.sound", "on");

  let seed = 20_261_129;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  /** Returns a function that runs tasks late, in order. */
  const delayed = () => {
    let last = 0;
    return (task: () => void) => {
      last = Math.max(last, performance.now() + random() * JITTER_MS);
      setTimeout(task, last - performance.now());
    };
  };
  window.WebSocket = class extends WebSocket {
    #there = delayed();
    #back = delayed();
    override send(data: string) {
      this.#there(() => this.readyState === WebSocket.OPEN && super.send(data));
    }
    override set onmessage(handler: ((event: MessageEvent) => void) | null) {
      super.onmessage = handler && ((event) => this.#back(() => handler(event)));
    }
  };

  // To the browser, a look at the page by a test is a touch. So the page itself holds back the sound until a real one.
  let touched = false;
  addEventListener("pointerdown", () => (touched = true), { capture: true });
  const outputs: AudioContext[] = [];
  let position: AudioTimestamp | undefined;
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      outputs.push(this);
      if (!touched) void super.suspend();
    }
    // One position for all that a task schedules, so that what the page schedules and what it reports are exactly the same
    // on any machine. The position is moved to the past, where a later reading of the steady clock cannot be.
    override getOutputTimestamp(): AudioTimestamp {
      if (position) return position;
      const { contextTime = 0, performanceTime = 0 } = super.getOutputTimestamp();
      queueMicrotask(() => (position = undefined));
      return (position = {
        contextTime: contextTime && contextTime - PAST_MS / 1000,
        performanceTime: performanceTime && performanceTime - PAST_MS,
      });
    }
    override get state(): AudioContextState {
      return touched ? super.state : "suspended";
    }
    override resume(): Promise<void> {
      return touched ? super.resume() : new Promise(() => {});
    }
  };
  type Scheduled = Omit<Beat, "deadline" | "audibleHere"> & { deadline: number | null };
  const beats: Beat[] = [];
  Object.assign(window, { beats });
  addEventListener("music-beat", (event) => {
    const { deadline, ...beat } = (event as CustomEvent<Scheduled>).detail;
    if (deadline === null) return;
    const { contextTime = 0, performanceTime = 0 } = outputs[0]?.getOutputTimestamp() ?? {};
    const steady = performanceTime + (beat.at - contextTime) * 1000;
    beats.push({ ...beat, deadline, audibleHere: performance.timeOrigin + steady });
  });
}

/**
 * Touches the button for sound, if the page still shows it. The press alone removes the button, so a click that waits
 * for the release on the same element would start over.
 */
export async function allowSound(page: Page): Promise<void> {
  const button = page.locator("button.tap");
  // Null when the button is gone, without waiting for another one.
  const box = await button.evaluateAll(
    ([one]) => one?.getBoundingClientRect().toJSON() as DOMRect | undefined,
  );
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await button.waitFor({ state: "detached" });
}

/** Returns the beats that a page has scheduled so far, in the order in which it did. */
export const beatsOf = (page: Page): Promise<Beat[]> =>
  page.evaluate(() => (window as unknown as { beats: Beat[] }).beats);
