/** A scripted session of the Lounge. */

import { SessionScript } from "$app/gallery/session-script";
import type { LoungeView, Toast } from "../types";

export class LoungeScript extends SessionScript {
  constructor(me: string | null, players: number) {
    super("lounge", players, me);
    const view: LoungeView = {
      ...{
        emoji: ["👋", "😂", "❤️", "🔥", "🍿", "🕺"],
        toasts: true,
        max_status: 40,
        max_words: 80,
      },
      ...{ statuses: {}, toast: null, count: 0 },
    };
    const phase = { name: "lounge", round: 1, question: 1, deadline_at: null, remaining_ms: null };
    this.with((snapshot) => ({ ...snapshot, status: "running", phase, view }));
  }

  /** Sets a player's status. */
  status(player_id: string, status: string): this {
    const patch = { view: { statuses: { [player_id]: status } } };
    return this.event("status.set", { player_id, status }, patch);
  }

  /** Raises a toast, which its player has joined. */
  toast({ player_id, words }: Pick<Toast, "player_id" | "words">): this {
    const players = this.snapshot.players.map((one) => ({
      ...one,
      answered: one.player_id === player_id,
    }));
    const view = { toast: { player_id, words, joined: [player_id] } };
    return this.event("toast.raised", { player_id, words }, { players, view });
  }
}

/** Returns an open lounge with statuses. `me` is null on the TV. */
export const lounge = (me: string | null, players = 5): LoungeScript =>
  new LoungeScript(me, players)
    .status("p1", "looking for cake")
    .status("p3", "on the balcony, come out!");
