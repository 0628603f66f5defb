/**
 * Actions on their way. Each has an id of its own and is sent again, with the same id, until the
 * server answers: a double tap, a lost frame or a reconnect has one effect.
 */

import type { Ports, TimerId } from "./ports";
import type { Ack, Refused } from "$app/contract/types";

export type Outcome = { ok: true; ack: Ack } | { ok: false; code: string; message: string };

interface Pending {
  id: string;
  type: string;
  data: unknown;
  settle: (outcome: Outcome) => void;
  timer: TimerId;
}

/** An answer usually takes some ten milliseconds; sent again after this on a link that is alive. */
const ANSWER_MS = 4_000;
/** Refusals that say nothing about the action itself. */
const TRY_AGAIN = new Set(["internal", "unavailable", "busy"]);

export class Outbox {
  #pending = new Map<string, Pending>();

  constructor(
    private readonly ports: Pick<Ports, "timers" | "newId">,
    private readonly send: (message: { type: string; id: string; data: unknown }) => boolean,
  ) {}

  act(type: string, data: unknown): Promise<Outcome> {
    return new Promise((settle) => {
      const pending: Pending = { id: this.ports.newId(), type, data, settle, timer: null };
      this.#pending.set(pending.id, pending);
      this.#transmit(pending);
    });
  }

  /** The link is alive (again): everything unanswered goes out once more. */
  flush(): void {
    for (const pending of this.#pending.values()) this.#transmit(pending);
  }

  acked(ack: Ack): void {
    this.#settle(ack.id, { ok: true, ack });
  }

  refused(refusal: Refused): void {
    if (TRY_AGAIN.has(refusal.code)) return;
    this.#settle(refusal.id, { ok: false, code: refusal.code, message: refusal.message });
  }

  /** The session is no more: nothing will be answered. */
  end(): void {
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id, { ok: false, code: "ended", message: "" });
    }
  }

  #transmit(pending: Pending): void {
    this.ports.timers.clear(pending.timer);
    const { id, type, data } = pending;
    if (!this.send({ type, id, data })) return;
    pending.timer = this.ports.timers.set(() => this.#transmit(pending), ANSWER_MS);
  }

  #settle(id: string, outcome: Outcome): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.ports.timers.clear(pending.timer);
    pending.settle(outcome);
  }
}
