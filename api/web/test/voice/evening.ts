/** Simulated evenings, as the voice's conformance suite plays them. Games export one from `test/evening.ts`. */

import { SessionScript } from "$app/gallery/session-script";
import type { Envelope, Snapshot } from "$app/contract/types";
import type { Moment } from "$app/voice/house";

/** A text that nobody may learn from a line that comes earlier than `openAfter` ms. */
export interface Secret {
  text: string;
  openAfter: number;
}

export interface Scene {
  moment: Moment;
  secrets: Secret[];
}

export type Evening = (seed: number) => Scene[];

/** Returns numbers from 0 to 1 that follow from the seed. */
export function randomOf(seed: number): () => number {
  let state = (seed + 1) * 7_919;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Records each event that a script applies. */
export function record(
  script: SessionScript,
  code: string,
): { scenes: Scene[]; secrets: Secret[] } {
  const recorded: { scenes: Scene[]; secrets: Secret[] } = { scenes: [], secrets: [] };
  script.with((snapshot) => ({ ...snapshot, code }));
  const apply = script.event.bind(script);
  script.event = (type: string, data: unknown, patch?: object, you_patch?: object) => {
    const before: Snapshot = script.snapshot;
    apply(type, data, patch, you_patch);
    const after = script.snapshot;
    const due_at = after.server_time;
    const event: Envelope = { type, epoch: "e1", seq: after.seq, due_at, data };
    recorded.scenes.push({ moment: { event, before, after }, secrets: [...recorded.secrets] });
    return script;
  };
  return recorded;
}
