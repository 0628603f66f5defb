/** The lounge with people in it, and what they say. */

import { fold } from "../fold";
import type { Envelope } from "$app/contract/types";
import { Script, T0 } from "$cartridges/fib/web/gallery/script";

const LINES: [string, string, string][] = [
  ["p1", "Bo", "Is anybody else hungry?"],
  ["p2", "Cecilie", "There is cake in the kitchen. Do not tell Emil."],
  ["p0", "Ana", "On my way!"],
  [
    "p0",
    "Ana",
    "Which cake, though? If it is the one with the marzipan, I will need two plates and an alibi.",
  ],
  ["host", "Host", "I heard that."],
  ["p1", "Bo", "🍰"],
];

/** A conversation, and somebody who types. */
export const TALK: Envelope[] = [
  ...LINES.map(([sender_id, sender_name, content], at) => ({
    type: "chat.message",
    data: {
      message_id: `m${at + 1}`,
      number: at + 1,
      content,
      sender_id,
      sender_name,
      created_at: new Date(T0 + at * 20_000).toISOString(),
    },
  })),
  { type: "typing", data: { sender_id: "p3", is_typing: true } },
];

/** An evening in the lounge, as `me` or the TV sees it. */
export function lounge(me: string | null, players = 5): Script {
  return new Script(players, me, "lounge", fold)
    .with((snapshot) => ({ ...snapshot, status: "running" }))
    .tell("phase.lounge_opened", { emoji: ["👋", "😂", "❤️", "🔥", "🍿", "🕺"], toasts: true })
    .tell("status.set", { player_id: "p1", status: "looking for cake" })
    .tell("status.set", { player_id: "p3", status: "on the balcony, come out!" })
    .tell("reaction", { counts: { "👋": 3, "🍿": 1 } });
}
