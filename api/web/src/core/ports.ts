/**
 * Interfaces to the environment: clock, timers, sockets, storage and randomness. Core modules receive
 * them as parameters, so that tests can replace them.
 */

/** Reads a monotonic clock in milliseconds (`performance.now`). */
export type Steady = () => number;

export type TimerId = unknown;

export interface Timers {
  set(run: () => void, ms: number): TimerId;
  clear(id: TimerId): void;
}

/** The used part of a WebSocket. The owner sets the handlers before the first frame can arrive. */
export interface Socket {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((text: string) => void) | null;
  onclose: ((code: number) => void) | null;
}

/** `protocols` are the offered subprotocols. One of them carries the token, because proxies log addresses. */
export type OpenSocket = (path: string, protocols: string[]) => Socket;

/** Page and network state. `wake`: the page is visible again or the network is back. `sleep`: the network is gone. */
export interface PageEvents {
  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: "wake" | "sleep") => void): () => void;
}

/** The used part of `localStorage`. Implementations must not throw, although private windows do. */
export interface KeyStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export interface Ports {
  steady: Steady;
  timers: Timers;
  openSocket: OpenSocket;
  pageEvents: PageEvents;
  /** Returns a uniform number in 0 ≤ x < 1. Used to spread reconnects. */
  random: () => number;
  /** Returns an unguessable id that is unique across devices. */
  newId: () => string;
}
