/**
 * Actions that the server acknowledged in the current phase and in the one before.
 *
 * A store that fails can lose its last second, and acknowledged actions with it. The phone then offers them
 * again with the same ids. The server applies an id once, so offering an action that was not lost has no
 * effect.
 */

import type { Action } from "./outbox";
import type { Snapshot } from "$app/contract/types";

/** The server stores this many ids for each player. An older id could take effect twice. */
const MAX_KEPT = 16;

/** One phase of the game, from its start to its end. */
export interface PhaseRecord {
  key: string;
  /** All deadlines that the phase had. A pause changes the deadline. */
  deadlines: Set<string>;
  actions: { action: Action; seq: number }[];
}

export class AcknowledgedActions {
  #current: PhaseRecord | null = null;
  #previous: PhaseRecord | null = null;

  /** The phase that an action sent now belongs to. */
  get phase(): PhaseRecord | null {
    return this.#current;
  }

  /** Records the phase of a session that follows the recorded ones. */
  enter({ phase }: Snapshot): void {
    const key = keyOf(phase);
    if (key !== this.#current?.key) {
      this.#previous = this.#current;
      this.#current = key === null ? null : { key, deadlines: new Set(), actions: [] };
    }
    if (phase?.deadline_at) this.#current?.deadlines.add(phase.deadline_at);
  }

  /** Records an acknowledged action of `phase`. `seq` is the number in its acknowledgement. */
  add(phase: PhaseRecord | null, action: Action, seq: number): void {
    phase?.actions.push({ action, seq });
    if (phase) phase.actions = phase.actions.slice(-MAX_KEPT);
  }

  /**
   * Continues with a session that may have lost its latest steps. Returns the actions of its phase. A phase
   * that started again has another deadline, and the actions of the lost phase do not belong to it.
   */
  rollBack({ phase }: Snapshot): Action[] {
    const key = keyOf(phase);
    const deadline = phase?.deadline_at;
    const continued = [this.#current, this.#previous].find(
      (known) =>
        known?.key === key &&
        (!deadline || known?.deadlines.size === 0 || known?.deadlines.has(deadline)),
    );
    this.#current = continued ?? null;
    this.#previous = null;
    return continued?.actions.map(({ action }) => action) ?? [];
  }

  /** Returns the actions of the current phase whose events come after event `seq`. */
  after(seq: number): Action[] {
    const later = this.#current?.actions.filter((one) => one.seq > seq) ?? [];
    return later.map(({ action }) => action);
  }
}

function keyOf(phase: Snapshot["phase"]): string | null {
  return phase && `${phase.round} ${phase.question} ${phase.name}`;
}
