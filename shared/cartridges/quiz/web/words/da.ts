/** Danish: Quiz. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  quiz_title: "Quiz",
  quiz_tagline: "Fire svar. Ét er rigtigt.",
  quiz_read: "Læs godt efter. Svarene er på vej!",
  quiz_pick_tv: "Vælg dit svar på telefonen.",
  quiz_ask: "Hvad er rigtigt?",
  quiz_sent: "Dit svar er sendt",
  quiz_watch: "Alle er ved at vælge et svar.",
  quiz_close: "Vis svaret",
  quiz_next: "Videre",
  quiz_right: "rigtigt",
  quiz_right_is: "Svaret er {text}.",
  quiz_right_were: "{names} vidste det.",
  quiz_right_none: "Ingen vidste det.",
  quiz_picked_none: "Ingen",
  quiz_picked_n: { one: "{n} valgte", other: "{n} valgte" },
  quiz_you_right: "Du vidste det!",
  quiz_you_wrong: "Ikke denne gang.",
  quiz_you_late: "Tiden løb fra dig.",
  quiz_solution: "Svaret",
  quiz_yours: "dit svar",
  quiz_streak: "{n} i træk",
  quiz_streak_of: "{name}: {n} i træk!",
  quiz_speed: "heraf {n} for hurtighed",
};
