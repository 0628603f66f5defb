/**
 * One socket, kept open: opened again when it breaks, at once when the person looks at the page
 * again, never when the server said not to. Knows frames, but not what they mean.
 */

import { backoff } from "./backoff";
import type { ServerClock } from "./clock";
import { verdict, type EndReason, type WaitReason } from "./close-codes";
import type { Ports, Socket, TimerId } from "./ports";
import type { Envelope } from "$app/contract/types";

export type LinkState =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "waiting"; why: WaitReason | "offline" }
  | { state: "ended"; why: EndReason };

export interface LinkEvents {
  /** The path to open now; asked each time, since it holds where to resume. */
  path: () => string;
  frame: (frame: Envelope) => void;
  state: (state: LinkState) => void;
}

/** Silence after which the link is asked for a sign of life, and how long that may take. */
const QUIET_MS = 15_000;
const ANSWER_MS = 5_000;
/** The same after the page was away: a dead socket often looks open then. */
const WOKEN_ANSWER_MS = 1_500;
/** How long an opening socket may take before another one is tried. */
const OPENING_MS = 8_000;
/** A link alive this long has earned a fresh start of the back-off. */
const PROVEN_MS = 5_000;
/** Pings right after opening, so that the clock is good before the first countdown matters. */
const BURST = 5;
const BURST_GAP_MS = 120;

export class Link {
  #socket: Socket | null = null;
  #state: LinkState = { state: "connecting" };
  #attempt = 0;
  #retry: TimerId = null;
  #watch: TimerId = null;
  #proof: TimerId = null;
  #burst: TimerId = null;
  #unsubscribe: () => void;

  constructor(
    private readonly ports: Ports,
    private readonly clock: ServerClock,
    private readonly on: LinkEvents,
  ) {
    this.#unsubscribe = ports.attention.subscribe((what) => {
      if (what === "wake") this.#woken();
      else this.#offline();
    });
    this.#open();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Sends when alive; false when not. */
  send(message: { type: string; id?: string; data: unknown }): boolean {
    if (this.#state.state !== "live" || !this.#socket) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Ends the link for good, from this side. */
  stop(): void {
    this.#unsubscribe();
    this.#drop();
    this.ports.timers.clear(this.#retry);
  }

  #open(): void {
    this.ports.timers.clear(this.#retry);
    this.#drop();
    const socket = this.ports.openSocket(this.on.path());
    this.#socket = socket;
    // The server accepts before it judges the token: a link is alive from its first frame on.
    socket.onmessage = (text) => this.#socket === socket && this.#heard(text);
    socket.onclose = (code) => this.#socket === socket && this.#closed(code);
    this.#expectWithin(OPENING_MS);
  }

  #heard(text: string): void {
    let frame: Envelope;
    try {
      frame = JSON.parse(text) as Envelope;
    } catch {
      return;
    }
    if (typeof frame?.type !== "string") return;
    if (typeof frame.sent_at === "string") this.clock.heard(Date.parse(frame.sent_at));
    if (this.#state.state !== "live") {
      this.#become({ state: "live" });
      this.#proof = this.ports.timers.set(() => (this.#attempt = 0), PROVEN_MS);
      this.#pings(BURST);
    }
    this.#watchQuiet();
    if (frame.type === "pong") this.#pong(frame);
    else this.on.frame(frame);
  }

  #pong(frame: Envelope): void {
    const data = frame.data as { timestamp?: number; server_time?: string };
    if (typeof data?.timestamp !== "number" || typeof data.server_time !== "string") return;
    this.clock.sample(data.timestamp, Date.parse(data.server_time));
  }

  #pings(left: number): void {
    if (left === 0) return;
    this.#ping();
    this.#burst = this.ports.timers.set(() => this.#pings(left - 1), BURST_GAP_MS);
  }

  #ping(): void {
    this.send({ type: "ping", data: { timestamp: this.ports.steady() } });
  }

  #watchQuiet(): void {
    this.ports.timers.clear(this.#watch);
    this.#watch = this.ports.timers.set(() => {
      this.#ping();
      this.#expectWithin(ANSWER_MS);
    }, QUIET_MS);
  }

  /** Whatever is heard next clears this; silence means that the socket is dead. */
  #expectWithin(ms: number): void {
    this.ports.timers.clear(this.#watch);
    this.#watch = this.ports.timers.set(() => this.#closed(1006), ms);
  }

  #closed(code: number): void {
    this.#drop();
    const next = verdict(code);
    if (!next.again) {
      this.#become({ state: "ended", why: next.why });
      this.#unsubscribe();
      return;
    }
    this.#become({ state: "waiting", why: next.why });
    const wait = backoff(next.why, this.#attempt++, this.ports.random);
    this.ports.timers.clear(this.#retry);
    this.#retry = this.ports.timers.set(() => this.#open(), wait);
  }

  #woken(): void {
    if (this.#state.state === "ended") return;
    this.clock.forget();
    if (this.#state.state === "live") {
      this.#pings(BURST);
      this.#expectWithin(WOKEN_ANSWER_MS);
      return;
    }
    // Too many messages is the one wait that looking at the page does not shorten.
    if (this.#state.state === "waiting" && this.#state.why === "too_many") return;
    this.#attempt = 0;
    // One that is being opened just now is given a moment: it may be about to answer.
    if (this.#socket) this.#expectWithin(WOKEN_ANSWER_MS);
    else this.#open();
  }

  #offline(): void {
    if (this.#state.state === "ended") return;
    this.#drop();
    this.#become({ state: "waiting", why: "offline" });
    // Some browsers never say "online": keep trying, slowly.
    this.ports.timers.clear(this.#retry);
    this.#retry = this.ports.timers.set(() => this.#open(), ANSWER_MS);
  }

  #drop(): void {
    for (const timer of [this.#watch, this.#proof, this.#burst]) this.ports.timers.clear(timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #become(state: LinkState): void {
    this.#state = state;
    this.on.state(state);
  }
}
