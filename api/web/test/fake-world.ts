/** An environment that tests control: time, sockets, page events and ids. */

import type { Ports, Socket } from "$app/core/ports";

interface Timer {
  id: number;
  at: number;
  run: () => void;
}

export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number) => void) | null = null;
  sent: { type: string; id?: string; data: Record<string, unknown> }[] = [];
  closed = false;

  constructor(
    readonly path: string,
    readonly protocols: string[],
  ) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  /** Delivers a frame from the server. */
  receive(frame: unknown): void {
    this.onmessage?.(JSON.stringify(frame));
  }

  /** Closes the socket from the server's side. */
  serverClose(code: number): void {
    this.onclose?.(code);
  }

  sentOfType(type: string) {
    return this.sent.filter((message) => message.type === type);
  }

  get query(): URLSearchParams {
    return new URL(this.path, "ws://x").searchParams;
  }
}

export class FakeWorld {
  time = 1_000;
  sockets: FakeSocket[] = [];
  #timers: Timer[] = [];
  #lastId = 0;
  #listeners = new Set<(event: "wake" | "sleep") => void>();

  readonly ports: Ports = {
    steady: () => this.time,
    timers: {
      set: (run, ms) => {
        const id = ++this.#lastId;
        this.#timers.push({ id, at: this.time + ms, run });
        return id;
      },
      clear: (id) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
    },
    openSocket: (path, protocols) => {
      const socket = new FakeSocket(path, protocols);
      this.sockets.push(socket);
      return socket;
    },
    pageEvents: {
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
    random: () => 0.5,
    newId: () => `id-${++this.#lastId}`,
  };

  /** The socket that was opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  firePageEvent(event: "wake" | "sleep"): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Advances the time, and runs the timers that become due in order. */
  advance(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = until;
  }
}
