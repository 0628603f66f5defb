/** A chat conversation, for the scenes of any game. */

import type { Envelope } from "$app/contract/types";
import { T0 } from "./scene";

/** Sender, name and content of each message. */
const LINES: [string, string, string][] = [
  ["p1", "Bo", "Is anybody else hungry?"],
  ["p2", "Cecilie", "There is cake in the kitchen. Hide it from Emil."],
  ["p0", "Ana", "On my way!"],
  [
    "p0",
    "Ana",
    "Which cake, though? If it is the one with the marzipan, I will need two plates and an alibi.",
  ],
  ["host", "Host", "Leave me a slice!"],
  ["p1", "Bo", "🍰"],
];

/** Chat messages, and one participant who is typing. */
export const CONVERSATION: Envelope[] = [
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
