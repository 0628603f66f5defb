/**
 * What the core needs of the world, so that tests can be the world: no module below this one
 * touches the browser's clock, timers, sockets, storage or randomness by itself.
 */

/** A steady clock in milliseconds that no wall-clock change can move (`performance.now`). */
export type Steady = () => number;

export type TimerId = unknown;

export interface Timers {
  set(run: () => void, ms: number): TimerId;
  clear(id: TimerId): void;
}

/** The part of a WebSocket the core uses. Handlers are set before the first frame can arrive. */
export interface Socket {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((text: string) => void) | null;
  onclose: ((code: number) => void) | null;
}

export type OpenSocket = (path: string) => Socket;

/** `wake`: the page is looked at again or the network is back. `sleep`: the network went. */
export interface Attention {
  subscribe(heard: (what: "wake" | "sleep") => void): () => void;
}

/** The part of `localStorage` the core uses. Must not throw (private windows do): see `browser.ts`. */
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
  attention: Attention;
  /** Uniform in 0 ≤ x < 1; spreads reconnects. */
  random: () => number;
  /** A fresh id that nobody can have used before. */
  newId: () => string;
}
