/**
 * A WebSocket that reconnects. The connection reopens after a failure, and at once when the page becomes
 * visible again. After a final close code the connection stays closed.
 */

import { backoff } from "./backoff";
import type { ServerClock } from "./clock";
import { closeAction, type EndReason, type RetryReason } from "./close-codes";
import type { Ports, Socket, TimerId } from "./ports";
import type { Envelope } from "$app/contract/types";

export type ConnectionState =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "waiting"; reason: RetryReason | "offline" }
  | { state: "ended"; reason: EndReason };

export interface ConnectionEvents {
  /** Returns the path to open. Called for each attempt, because the path holds the resume position. */
  path: () => string;
  /** The subprotocols to offer. */
  protocols: string[];
  frame: (frame: Envelope) => void;
  state: (state: ConnectionState) => void;
}

/** Silence after which the connection sends a ping, and the time limit for any frame in return. */
const QUIET_MS = 15_000;
const ANSWER_MS = 5_000;
/** The same limit after the page was hidden, when a dead socket often still appears open. */
const WAKE_ANSWER_MS = 1_500;
/** Time limit for opening a socket. */
const OPENING_MS = 8_000;
/** A connection that lasts this long resets the backoff. */
const STABLE_MS = 5_000;
/** Pings right after opening, so that the clock is accurate before the first countdown. */
const BURST = 5;
const BURST_GAP_MS = 120;
/** The close code browsers report when a socket ends without a close frame. */
const ABNORMAL_CLOSURE = 1006;

export class Connection {
  #socket: Socket | null = null;
  #state: ConnectionState = { state: "connecting" };
  #attempt = 0;
  #retryTimer: TimerId = null;
  #silenceTimer: TimerId = null;
  #stableTimer: TimerId = null;
  #burstTimer: TimerId = null;
  #unsubscribe: () => void;

  constructor(
    private readonly ports: Ports,
    private readonly clock: ServerClock,
    private readonly on: ConnectionEvents,
  ) {
    this.#unsubscribe = ports.pageEvents.subscribe((event) => {
      if (event === "wake") this.#handleWake();
      else this.#handleOffline();
    });
    this.#open();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Sends a message. Returns false when the connection is down. */
  send(message: { type: string; id?: string; data: unknown }): boolean {
    if (this.#state.state !== "live" || !this.#socket) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes the connection for good. */
  stop(): void {
    this.#unsubscribe();
    this.#drop();
    this.ports.timers.clear(this.#retryTimer);
  }

  #open(): void {
    this.ports.timers.clear(this.#retryTimer);
    this.#drop();
    const socket = this.ports.openSocket(this.on.path(), this.on.protocols);
    this.#socket = socket;
    // The server accepts the socket before it checks the token. Only the first frame proves success.
    socket.onmessage = (text) => this.#socket === socket && this.#handleMessage(text);
    socket.onclose = (code) => this.#socket === socket && this.#handleClose(code);
    this.#expectFrameWithin(OPENING_MS);
  }

  #handleMessage(text: string): void {
    let frame: Envelope;
    try {
      frame = JSON.parse(text) as Envelope;
    } catch {
      return;
    }
    if (typeof frame?.type !== "string") return;
    if (typeof frame.sent_at === "string") this.clock.addLowerBound(Date.parse(frame.sent_at));
    if (this.#state.state !== "live") {
      this.#setState({ state: "live" });
      this.#stableTimer = this.ports.timers.set(() => (this.#attempt = 0), STABLE_MS);
      this.#sendPings(BURST);
    }
    this.#watchForSilence();
    if (frame.type === "pong") this.#handlePong(frame);
    else this.on.frame(frame);
  }

  #handlePong(frame: Envelope): void {
    const data = frame.data as { timestamp?: number; server_time?: string };
    if (typeof data?.timestamp !== "number" || typeof data.server_time !== "string") return;
    this.clock.addSample(data.timestamp, Date.parse(data.server_time));
  }

  /** Measures the server's clock again, for what needs more than whole seconds. */
  measureClock(): void {
    if (this.#state.state !== "live") return;
    this.ports.timers.clear(this.#burstTimer);
    this.#sendPings(BURST);
  }

  #sendPings(count: number): void {
    if (count === 0) return;
    this.#ping();
    this.#burstTimer = this.ports.timers.set(() => this.#sendPings(count - 1), BURST_GAP_MS);
  }

  #ping(): void {
    this.send({ type: "ping", data: { timestamp: this.ports.steady() } });
  }

  #watchForSilence(): void {
    this.ports.timers.clear(this.#silenceTimer);
    this.#silenceTimer = this.ports.timers.set(() => {
      this.#ping();
      this.#expectFrameWithin(ANSWER_MS);
    }, QUIET_MS);
  }

  /** Treats the socket as dead unless a frame arrives within `ms`. */
  #expectFrameWithin(ms: number): void {
    this.ports.timers.clear(this.#silenceTimer);
    this.#silenceTimer = this.ports.timers.set(() => this.#handleClose(ABNORMAL_CLOSURE), ms);
  }

  #handleClose(code: number): void {
    this.#drop();
    const action = closeAction(code);
    if (!action.retry) {
      this.#setState({ state: "ended", reason: action.reason });
      this.#unsubscribe();
      return;
    }
    this.#setState({ state: "waiting", reason: action.reason });
    this.#retryIn(backoff(action.reason, this.#attempt++, this.ports.random));
  }

  #handleWake(): void {
    if (this.#state.state === "ended") return;
    this.clock.reset();
    if (this.#state.state === "live") {
      this.#sendPings(BURST);
      this.#expectFrameWithin(WAKE_ANSWER_MS);
      return;
    }
    // After "too many messages" the client always waits the full time.
    if (this.#state.state === "waiting" && this.#state.reason === "too_many") return;
    this.#attempt = 0;
    // A socket that is opening gets a short time to answer before another one replaces it.
    if (this.#socket) this.#expectFrameWithin(WAKE_ANSWER_MS);
    else this.#open();
  }

  #handleOffline(): void {
    if (this.#state.state === "ended") return;
    this.#drop();
    this.#setState({ state: "waiting", reason: "offline" });
    // Some browsers never fire the "online" event, so the connection retries anyway.
    this.#retryIn(ANSWER_MS);
  }

  #retryIn(ms: number): void {
    this.ports.timers.clear(this.#retryTimer);
    this.#retryTimer = this.ports.timers.set(() => this.#open(), ms);
  }

  #drop(): void {
    for (const timer of [this.#silenceTimer, this.#stableTimer, this.#burstTimer])
      this.ports.timers.clear(timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.on.state(state);
  }
}
