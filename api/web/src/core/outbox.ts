/**
 * Actions that wait for the server's answer. Each action has an id and is sent again with that id until
 * the server answers. The server applies an id once, so a lost frame or a reconnect has no second effect.
 */

import type { Ports, TimerId } from "./ports";
import type { Ack, ActionError } from "$app/contract/types";

export type Outcome = { ok: true; ack: Ack } | { ok: false; code: string; message: string };

export interface Action {
  id: string;
  type: string;
  data: unknown;
}

interface Pending extends Action {
  settle: (outcome: Outcome) => void;
  timer: TimerId;
}

/** Time after which an unanswered action is sent again. Answers usually arrive within 100 ms. */
const RESEND_MS = 4_000;
/** Error codes of temporary failures: the action stays pending and is sent again. */
const TEMPORARY = new Set(["internal", "unavailable", "busy"]);

export class Outbox {
  #pending = new Map<string, Pending>();

  constructor(
    private readonly ports: Pick<Ports, "timers">,
    private readonly send: (message: Action) => boolean,
  ) {}

  /** Sends an action. The promise settles with the server's answer, or when the session ends. */
  submit(action: Action): Promise<Outcome> {
    return new Promise((settle) => {
      const pending: Pending = { ...action, settle, timer: null };
      this.#pending.set(pending.id, pending);
      this.#transmit(pending);
    });
  }

  /** Sends every unanswered action again. Called after each reconnect. */
  flush(): void {
    for (const pending of this.#pending.values()) this.#transmit(pending);
  }

  handleAck(ack: Ack): void {
    this.#settle(ack.id, { ok: true, ack });
  }

  handleError(error: ActionError): void {
    if (TEMPORARY.has(error.code)) return;
    this.#settle(error.id, { ok: false, code: error.code, message: error.message });
  }

  /** Fails every pending action, because the session has ended. */
  end(): void {
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id, { ok: false, code: "ended", message: "" });
    }
  }

  #transmit(pending: Pending): void {
    this.ports.timers.clear(pending.timer);
    const { id, type, data } = pending;
    if (!this.send({ type, id, data })) return;
    pending.timer = this.ports.timers.set(() => this.#transmit(pending), RESEND_MS);
  }

  #settle(id: string, outcome: Outcome): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.ports.timers.clear(pending.timer);
    pending.settle(outcome);
  }
}
