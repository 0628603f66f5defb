/** Measures when a page's music is audible, by the audio clock. */

import type { Page } from "playwright-core";

/** The last beat of a phase. */
export interface LastBeat {
  /** The phase's deadline by the server's clock, in ms since 1970. */
  deadline: number;
  /** When the beat leaves the audio output, in ms since 1970 by the machine's clock. */
  audibleAt: number;
}

/**
 * Runs in the page before its own scripts. Delays each frame by up to 100 ms in both directions, switches sound on, which a
 * touch has to allow, and records the last beats. The position of the audio output is read when the beat is over, not when it is scheduled.
 */
export function jitterAndRecordBeats(): void {
  const JITTER_MS = 100;
  /** Positions of the output are exact after the beat. */
  const SETTLED_MS = 300;
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
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      outputs.push(this);
      if (!touched) void super.suspend();
    }
    override get state(): AudioContextState {
      return touched ? super.state : "suspended";
    }
    override resume(): Promise<void> {
      return touched ? super.resume() : new Promise(() => {});
    }
  };
  const beats: LastBeat[] = [];
  Object.assign(window, { lastBeats: beats });
  addEventListener("music-beat", (event) => {
    const { at, audible, number, deadline } = (
      event as CustomEvent<{ at: number; audible: number; number: number; deadline: number | null }>
    ).detail;
    if (number !== 0 || deadline === null) return;
    const measure = () => {
      const { contextTime = 0, performanceTime = 0 } = outputs[0]?.getOutputTimestamp() ?? {};
      const audibleAt = performance.timeOrigin + performanceTime + (at - contextTime) * 1000;
      beats.push({ deadline, audibleAt });
    };
    setTimeout(measure, audible - performance.now() + SETTLED_MS);
  });
}

/**
 * Touches the button for sound, if the page still shows it. The press alone removes the button, so a click that waits
 * for the release on the same element would start over.
 */
export async function allowSound(page: Page): Promise<void> {
  const button = page.locator("button.tap");
  const box = await button.boundingBox({ timeout: 1_000 }).catch(() => null);
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await button.waitFor({ state: "detached" });
}

export const beatsOf = (page: Page): Promise<LastBeat[]> =>
  page.evaluate(() => (window as unknown as { lastBeats: LastBeat[] }).lastBeats);
