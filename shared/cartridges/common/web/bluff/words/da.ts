/** Danish: options that players invented, and their reveal. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  tv_guess: "Hvad er sandt? Vælg på telefonen.",
  guess_ask: "Hvad er sandt?",
  guess_sent: "Dit gæt er sendt",
  watch_guess: "Alle leder efter sandheden.",
  own_lie: "din løgn",
  the_truth: "Sandheden",
  a_lie: "Løgn",
  a_decoy: "Vores løgn",
  decoy_by: "Den fandt ingen i stuen på. Det gjorde vi.",
  picked_by: "Valgt af {names}.",
  picked_none: "Den hoppede ingen på.",
  is_truth: "Det er sandheden!",
  is_decoy: "Den var vores.",
  lie_by: "En løgn af {names}.",
  lie_mine: "Din løgn!",
  together_none: "Dem her hoppede ingen på",
  together_some: "Dem her narrede et par stykker",
  fooled_n: { one: "narrede {n}", other: "narrede {n}" },
  revealed_before: "Afsløret indtil nu",
};
