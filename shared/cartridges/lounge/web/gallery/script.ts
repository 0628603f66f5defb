/** A scripted session of the Lounge. */

import { SessionScript } from "$app/gallery/session-script";
import { fold } from "../fold";

/** Returns an open lounge with statuses and reactions. `me` is null on the TV. */
export function lounge(me: string | null, players = 5): SessionScript {
  return new SessionScript("lounge", players, me, fold)
    .with((snapshot) => ({ ...snapshot, status: "running" }))
    .event("phase.lounge_opened", {
      emoji: ["👋", "😂", "❤️", "🔥", "🍿", "🕺"],
      toasts: true,
    })
    .event("status.set", { player_id: "p1", status: "looking for cake" })
    .event("status.set", {
      player_id: "p3",
      status: "on the balcony, come out!",
    })
    .event("reaction", { counts: { "👋": 3, "🍿": 1 } });
}
