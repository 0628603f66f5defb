/** English: texts used throughout the app. */

import type { Message } from "../message";

export const app = {
  brand: "Weirsøe Party",
  cancel: "Cancel",
  chat: "Chat",
  chat_unread: { one: "{n} unread message", other: "{n} unread messages" },
  close: "Close",
  code: "Code",
  gap: "blank",
  leave: "Leave",
  you: "you",
  plus: { one: "+{n}", other: "+{n}" },
  plus_more: { one: "+{n} more", other: "+{n} more" },
  and_more: { one: "{n} more", other: "{n} more" },
  connecting: "Finding your room…",
  sending: "Sending…",
  lie_long: { one: "{n} character too many", other: "{n} characters too many" },
  no_face: "This game can’t be shown on your phone. Look at the TV.",
  sound_on: "Unmute",
  sound_off: "Mute",
} satisfies Record<string, Message>;
