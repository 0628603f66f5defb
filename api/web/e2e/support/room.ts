/** A room with its TV and phones, and the steps that players take. */

import type { BrowserContext, Page } from "playwright-core";
import { phase } from "./sights";
import type { Created, Joined, Snapshot } from "$app/contract/types";
import { PHONE, TV, type Browser } from "./browser";

/**
 * Short phases, except where players act: there the last answer ends the phase. Tests wait for the others with `phase`,
 * which finds past ones too.
 */
const QUICK = {
  rounds: 1,
  questions_per_round: 1,
  question_ms: 1_000,
  lie_ms: 60_000,
  guess_ms: 60_000,
  reveal_step_ms: 800,
  scores_ms: 1_000,
  scoreboard_ms: 1_000,
};

export type Config = Partial<Record<keyof typeof QUICK | "max_players", number>> & {
  late_join?: boolean;
  profanity?: string;
};

interface PageOptions {
  /** Runs in the page before its own scripts. */
  before?: () => void;
}

interface PhoneOptions extends PageOptions {
  /** How far the phone's clock is ahead. */
  skewMs?: number;
  locale?: string;
}

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
    packs: string[] = [],
  ): Promise<Room> {
    const quick = cartridge === "fib" ? QUICK : {};
    const body = { cartridge, config: { ...quick, ...config }, pack_ids: packs };
    return new Room(browser, url, await post<Created>(`${url}/api/sessions`, body));
  }

  get code(): string {
    return this.created.code;
  }

  /** Opens the host's screen, with the host's token in the browser's storage. */
  async tv({ before }: PageOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: TV, locale: "en-GB" });
    const page = await newPage(context, before);
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

  /** Opens a phone and joins the room. */
  async phone(name: string, options: PhoneOptions = {}): Promise<Page> {
    const page = await this.phoneBeforeJoining(name, options);
    await page.click("form button.btn");
    return page;
  }

  /** Opens a phone for each name, and waits until all have joined, in this order. The first one is the VIP. */
  async phones<const Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ -readonly [Place in keyof Names]: Page }> {
    const phones = await Promise.all(names.map((name) => this.phoneBeforeJoining(name)));
    for (const phone of phones) {
      await phone.click("form button.btn");
      await phone.waitForSelector("text=You’re in!");
    }
    return phones as { -readonly [Place in keyof Names]: Page };
  }

  /** Opens a phone with the join form filled in but not submitted. */
  async phoneBeforeJoining(
    name: string,
    { skewMs = 0, locale = "en-GB", before }: PhoneOptions = {},
  ): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: PHONE,
      locale,
      hasTouch: true,
      isMobile: true,
    });
    const page = await newPage(context, before);
    if (skewMs) await page.addInitScript(skewClock, skewMs);
    await page.goto(`${this.url}/join/${this.code}`);
    await page.fill("#name", name);
    return page;
  }

  /** Joins a player without a browser. Returns a function that submits actions. */
  async playerWithoutBrowser(
    nickname: string,
  ): Promise<(type: string, data: object) => Promise<void>> {
    const { session_token } = await joinByApi(this.url, this.code, nickname);
    return async (type, data) => {
      const action = { id: crypto.randomUUID(), type, data };
      await post(`${this.url}/api/sessions/${this.code}/actions`, action, session_token);
    };
  }

  async snapshot(): Promise<Snapshot> {
    const answer = await fetch(`${this.url}/api/sessions/${this.code}`);
    const body = (await answer.json()) as Snapshot | { snapshot: Snapshot };
    return "snapshot" in body ? body.snapshot : body;
  }

  /** Locks the room, so that nobody can join. */
  async lock(): Promise<void> {
    const answer = await fetch(`${this.url}/api/sessions/${this.code}/lock`, {
      method: "PUT",
      headers: {
        authorization: `Bearer ${this.created.host_token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ locked: true }),
    });
    if (!answer.ok) throw new Error(`lock: ${await answer.text()}`);
  }

  async host(verb: "play" | "pause" | "exit"): Promise<void> {
    await post(`${this.url}/api/sessions/${this.code}/${verb}`, {}, this.created.host_token);
  }
}

/** Sends a call of the API. Returns the body of the answer, and throws an error for a refusal. */
export async function post<Answer>(url: string, body: object, token?: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Joins a player to a room without a browser. */
export const joinByApi = (url: string, code: string, nickname: string): Promise<Joined> =>
  post(`${url}/api/sessions/${code}/players`, { nickname });

/** Opens the VIP's list of further controls. */
export const openVipControls = (phone: Page): Promise<void> =>
  phone.click("section[aria-labelledby=vip-title] summary >> nth=0");

/** Opens a page that records its frames. */
async function newPage(context: BrowserContext, before?: () => void): Promise<Page> {
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  await page.addInitScript(recordFrames);
  return page;
}

/** Records the frames that a page's sockets receive, with the time of each. */
function recordFrames(): void {
  const frames: { at: number; text: string }[] = [];
  Object.assign(window, { receivedFrames: frames });
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", (event) =>
        frames.push({ at: performance.timeOrigin + performance.now(), text: String(event.data) }),
      );
    }
  };
}

export function framesOf(page: Page): Promise<{ at: number; text: string }[]> {
  return page.evaluate(
    () => (window as unknown as { receivedFrames: { at: number; text: string }[] }).receivedFrames,
  );
}

/** Shifts the page's wall clock. The monotonic clock stays correct. */
function skewClock(skewMs: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + skewMs;
  const SkewedDate = function (this: unknown, ...args: []) {
    return args.length ? new RealDate(...args) : new RealDate(now());
  } as unknown as DateConstructor;
  SkewedDate.now = now;
  SkewedDate.parse = RealDate.parse;
  SkewedDate.UTC = RealDate.UTC;
  Object.defineProperty(SkewedDate, "prototype", { value: RealDate.prototype });
  window.Date = SkewedDate;
}

export async function submitLie(page: Page, text: string): Promise<void> {
  await phase(page, "lie");
  await page.fill("#lie", text);
  await page.click("form button.btn");
  // The last answer ends the phase at once.
  await page.waitForSelector(".submitted, [data-phase=guess]");
}

/** Picks the first option that can be picked. */
export async function submitGuess(page: Page): Promise<void> {
  await phase(page, "guess");
  await page.click("[data-phase=guess] ul button:not(:disabled)");
  await page.waitForSelector("button.picked[aria-pressed=true], [data-phase=reveal]");
}
