/** A session without a server, for component tests. */

import type { Outcome } from "$app/core/outbox";
import { Session } from "$app/session/session.svelte";
import type { Snapshot } from "$app/contract/types";

/** The context of a component that calls `useSession`. */
export interface SessionFixture {
  session: Session;
  /** Submitted actions, in order. */
  actions: { type: string; data: unknown }[];
  /** The answer to the next actions. */
  answer: Outcome;
  /** What the next accepted action changes of `you`. */
  effect?: Record<string, unknown>;
}

export function fakeSession(snapshot: Snapshot): SessionFixture {
  const session = new Session({ code: snapshot.code, token: "token", role: "player" });
  session.snapshot = snapshot;
  session.connection = { state: "live" };
  const fixture: SessionFixture = {
    session,
    actions: [],
    answer: { ok: true, ack: { id: "1", seq: 1 } },
  };
  session.client = {
    clock: { now: () => Date.parse(snapshot.server_time) },
    submitAction: async (type, data) => {
      fixture.actions.push({ type, data });
      return fixture.answer;
    },
    sendEphemeral: () => true,
    applied: async () => {
      const { snapshot } = session;
      if (snapshot?.you && fixture.effect) {
        session.snapshot = { ...snapshot, you: { ...snapshot.you, ...fixture.effect } };
      }
    },
    offerSnapshot: () => {},
    resync: () => {},
    measureClock: () => {},
    stop: () => {},
  };
  return fixture;
}
