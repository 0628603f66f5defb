/** A world for the core that tests drive by hand: time, sockets, attention, a steady id source. */

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

  constructor(readonly path: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  /** A frame from the server. */
  frame(frame: unknown): void {
    this.onmessage?.(JSON.stringify(frame));
  }

  /** The server (or the network) closes. */
  hangUp(code: number): void {
    this.onclose?.(code);
  }

  of(type: string) {
    return this.sent.filter((message) => message.type === type);
  }

  get query(): URLSearchParams {
    return new URL(this.path, "ws://x").searchParams;
  }
}

export class World {
  time = 1_000;
  sockets: FakeSocket[] = [];
  #timers: Timer[] = [];
  #ids = 0;
  #heard = new Set<(what: "wake" | "sleep") => void>();

  readonly ports: Ports = {
    steady: () => this.time,
    timers: {
      set: (run, ms) => {
        const id = ++this.#ids;
        this.#timers.push({ id, at: this.time + ms, run });
        return id;
      },
      clear: (id) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
    },
    openSocket: (path) => {
      const socket = new FakeSocket(path);
      this.sockets.push(socket);
      return socket;
    },
    attention: {
      subscribe: (heard) => {
        this.#heard.add(heard);
        return () => this.#heard.delete(heard);
      },
    },
    random: () => 0.5,
    newId: () => `id-${++this.#ids}`,
  };

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  attention(what: "wake" | "sleep"): void {
    for (const heard of [...this.#heard]) heard(what);
  }

  /** Lets time pass, running what becomes due in its order. */
  pass(ms: number): void {
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
