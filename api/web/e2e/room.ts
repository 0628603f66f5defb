/** A room with its TV and its phones, as people use them. */

import type { BrowserContext, Page } from "playwright-core";
import type { Created, Joined, Snapshot } from "$app/contract/types";
import { PHONE, TV, type Browser } from "./browser";

/** Short everywhere but where people act: there everybody's answer ends the phase. */
export const QUICK = {
  rounds: 1,
  questions_per_round: 1,
  question_ms: 2_500,
  lie_ms: 60_000,
  guess_ms: 60_000,
  reveal_step_ms: 1_200,
  scores_ms: 2_500,
  scoreboard_ms: 3_000,
};

export type Config = Partial<Record<keyof typeof QUICK | "max_players", number>> & {
  late_join?: boolean;
  profanity?: string;
};

export class Room {
  private constructor(
    private readonly browser: Browser,
    readonly url: string,
    readonly created: Created,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    config: Config | object = {},
    cartridge = "fib",
  ): Promise<Room> {
    const quick = cartridge === "fib" ? QUICK : {};
    const answer = await fetch(`${url}/api/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ cartridge, config: { ...quick, ...config } }),
    });
    if (!answer.ok) throw new Error(`no session: ${await answer.text()}`);
    return new Room(browser, url, (await answer.json()) as Created);
  }

  get code(): string {
    return this.created.code;
  }

  /** The host's screen, opened as after a refresh: its authority is in the browser's store. */
  async tv(): Promise<Page> {
    const context = await this.browser.open({ viewport: TV, locale: "en-GB" });
    const page = await quiet(context);
    const { code, host_token, join_url } = this.created;
    await page.addInitScript(
      ([code, room]) => {
        localStorage.setItem(`wpp.room.${code}`, room ?? "");
        localStorage.setItem("wpp.room", JSON.stringify([code]));
      },
      [code, JSON.stringify({ token: host_token, joinUrl: join_url })],
    );
    await page.goto(`${this.url}/host/${code}`);
    return page;
  }

  /** A phone whose owner scanned the code and typed a name. */
  async phone(name: string, options: { skewMs?: number; locale?: string } = {}): Promise<Page> {
    const { skewMs = 0, locale = "en-GB" } = options;
    const context = await this.browser.open({
      viewport: PHONE,
      locale,
      hasTouch: true,
      isMobile: true,
    });
    const page = await quiet(context);
    if (skewMs) await page.addInitScript(wrongClock, skewMs);
    await this.#door(page, name);
    await page.click("form button.btn");
    return page;
  }

  /** A phone at the door of a game that is on: a name is typed, nothing is pressed. */
  async late(name: string): Promise<Page> {
    const context = await this.browser.open({ viewport: PHONE, locale: "en-GB", hasTouch: true });
    const page = await quiet(context);
    await this.#door(page, name);
    return page;
  }

  async #door(page: Page, name: string): Promise<void> {
    await page.goto(`${this.url}/join/${this.code}`);
    await page.fill("#name", name);
  }

  /** A player without a browser, for when only one page is to be looked at. */
  async remote(nickname: string): Promise<(type: string, data: object) => Promise<void>> {
    const post = (path: string, body: object, token = "") =>
      fetch(`${this.url}/api/sessions/${this.code}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const { session_token } = (await (await post("/players", { nickname })).json()) as Joined;
    return async (type, data) => {
      const answer = await post("/actions", { id: crypto.randomUUID(), type, data }, session_token);
      if (!answer.ok) throw new Error(`${type}: ${await answer.text()}`);
    };
  }

  async snapshot(): Promise<Snapshot> {
    const answer = await fetch(`${this.url}/api/sessions/${this.code}`);
    const body = (await answer.json()) as Snapshot | { snapshot: Snapshot };
    return "snapshot" in body ? body.snapshot : body;
  }

  async host(verb: "play" | "pause" | "exit"): Promise<void> {
    const answer = await fetch(`${this.url}/api/sessions/${this.code}/${verb}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.created.host_token}` },
    });
    if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`);
  }
}

/** A page whose errors fail the test that opened it (see `thrown`). */
async function quiet(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => thrown.push(`${page.url()}: ${String(error)}`));
  await page.addInitScript(recordFrames);
  return page;
}

/** Everything a page threw since it was last emptied. */
export const thrown: string[] = [];

/** Keeps what the sockets of a page brought, with the time it came. */
function recordFrames(): void {
  const frames: { at: number; text: string }[] = [];
  Object.assign(window, { frames_heard: frames });
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("message", (event) =>
        frames.push({ at: performance.timeOrigin + performance.now(), text: String(event.data) }),
      );
    }
  };
}

export function framesOf(page: Page): Promise<{ at: number; text: string }[]> {
  return page.evaluate(
    () => (window as unknown as { frames_heard: { at: number; text: string }[] }).frames_heard,
  );
}

/** A device whose wall clock is off; the steady clock runs as it should. */
function wrongClock(skewMs: number): void {
  const Right = Date;
  const now = () => Right.now() + skewMs;
  const Wrong = function (this: unknown, ...args: []) {
    return args.length ? new Right(...args) : new Right(now());
  } as unknown as DateConstructor;
  Wrong.now = now;
  Wrong.parse = Right.parse;
  Wrong.UTC = Right.UTC;
  Object.defineProperty(Wrong, "prototype", { value: Right.prototype });
  window.Date = Wrong;
}

export const phase = (page: Page, name: string) => page.waitForSelector(`[data-phase=${name}]`);

export async function lie(page: Page, text: string): Promise<void> {
  await phase(page, "lie");
  await page.fill("#lie", text);
  await page.click("form button.btn");
  // The last one's answer ends the phase before it is shown as sent.
  await page.waitForSelector(".sent, [data-phase=guess]");
}

/** Picks the first option that may be picked. */
export async function guess(page: Page): Promise<void> {
  await phase(page, "guess");
  await page.click("[data-phase=guess] ul button:not(:disabled)");
  await page.waitForSelector("button.picked[aria-pressed=true], [data-phase=reveal]");
}
