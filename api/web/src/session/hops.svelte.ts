/** Hops of the players' figures in the lobby, on all screens of a room. */

import type { Envelope } from "$app/contract/types";
import { useSession } from "./session.svelte";

const HOP = "lobby.hop";
const HOPPED = "lobby.hopped";
/** The server rejects hops that follow sooner. */
const PAUSE_MS = 400;

export interface Hops {
  /** How often the player's figure has hopped since the page opened. */
  of(playerId: string): number;
  /** Lets the figure of this device's player hop, on the other screens too. */
  hop(): void;
}

/** Returns the hops of the surrounding page's session. */
export function useHops(): Hops {
  const session = useSession();
  let counts = $state.raw<Record<string, number>>({});
  const count = (id: string) => (counts = { ...counts, [id]: (counts[id] ?? 0) + 1 });
  let sentAt = -Infinity;

  $effect(() => {
    // The session first repeats the latest messages, which are from an earlier moment.
    let isLive = false;
    const end = session().onEphemeral(({ type, data }: Envelope) => {
      const { player_id } = (data ?? {}) as { player_id?: string };
      if (isLive && type === HOPPED && player_id) count(player_id);
    });
    isLive = true;
    return end;
  });

  return {
    of: (playerId) => counts[playerId] ?? 0,
    hop() {
      const { me, client } = session();
      if (!me) return;
      count(me);
      const now = performance.now();
      if (now - sentAt < PAUSE_MS) return;
      sentAt = now;
      client.sendEphemeral(HOP, {});
    },
  };
}
