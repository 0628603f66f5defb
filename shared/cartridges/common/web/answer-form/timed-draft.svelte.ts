/** Unsent answers: stored on this device, and submitted shortly before the deadline. */

import { untrack } from "svelte";
import { storage } from "$app/services";
import type { PhaseTimer } from "$app/session/phase-timer.svelte";
import type { Session } from "$app/session/session.svelte";

/** Time before the deadline at which the draft is submitted. Leaves time for the network. */
const AUTO_SUBMIT_MS = 1_500;

/** A draft on this device, which survives a reload. */
export interface StoredDraft {
  /** Returns the stored draft; empty if there is none. */
  read(): string;
  save(draft: string): void;
  forget(): void;
}

/** Returns the key of the current question's draft. */
export function questionKey(session: () => Session): string {
  const phase = untrack(() => session().snapshot?.phase);
  return `${phase?.round}.${phase?.question}`;
}

/** Returns the draft with a key of its own within the game. */
export function storedDraft(session: () => Session, key: string): StoredDraft {
  const [code, name] = untrack(() => {
    const { seat, snapshot } = session();
    return [seat.code, `${snapshot?.epoch}.${key}`];
  });
  return {
    read: () => storage.draft(code, name),
    save: (draft) => storage.saveDraft(code, name, draft),
    forget: () => storage.saveDraft(code, name, ""),
  };
}

/**
 * Calls `submit` shortly before the deadline, which moves with pauses and extra time. A component calls this function
 * while it is created. `submit` may be called again, and while there is nothing to submit.
 */
export function submitBeforeDeadline(
  session: () => Session,
  timer: PhaseTimer,
  submit: () => void,
): void {
  $effect(() => {
    const { snapshot } = session();
    const ms = timer.ms();
    if (ms === null || snapshot?.status === "paused") return;
    const timeout = setTimeout(submit, Math.max(0, ms - AUTO_SUBMIT_MS));
    return () => clearTimeout(timeout);
  });
}
