/** Danish: the form for a short text. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  auto_send: "Det, du har skrevet, bliver sendt, når tiden er gået.",
  characters: " tegn",
  answer_too_long: { one: "{n} tegn for langt", other: "{n} tegn for langt" },
};
