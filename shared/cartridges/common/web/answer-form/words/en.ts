/** English: the form for a short text. */

import type { Message } from "$app/i18n/message";

export const en = {
  auto_send: "Whatever you’ve typed is sent when time runs out.",
  characters: " characters",
  answer_too_long: { one: "{n} character too long", other: "{n} characters too long" },
} satisfies Record<string, Message>;
