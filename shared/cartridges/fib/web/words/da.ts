/** Danish: Fib, called Fup. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  fib_title: "Fup",
  fib_tagline: "Skriv en løgn. Find sandheden.",
  tv_read: "Læs godt efter. Om lidt skal I lyve om det.",
  tv_write: "Skriv en overbevisende løgn på telefonen.",
  phone_read: "Læs godt efter. Om lidt skal du lyve om det.",
  lie_label: "Din løgn",
  lie_send: "Send min løgn",
  lie_sent: "Din løgn er sendt",
  lie_for_me: "Jeg er blank. Lyv for mig!",
  half_points: "Vælg en. Den giver halve point.",
  watch_lie: "Alle er i gang med at lyve.",
};
