/** The house's phrases about the quiz. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Phrases } from "$app/voice/house";

export const PHRASES: Record<Locale, Phrases> = {
  en: {
    right_none: [
      "Nobody. Not even by accident.",
      "A clean sweep, the wrong way round.",
      "All wrong. At least you agree.",
      "The right answer had no visitors.",
    ],
    right_all: [
      "All of you. The questions will have to grow.",
      "Everyone right. Who invited the experts?",
      "No mistakes in the room. Savour it.",
      "All correct. That was the warm-up.",
    ],
    right_one: [
      "Only {name} knew.",
      "{name} alone. The rest may look at {name} now.",
      "One right answer in the room: {name}’s.",
      "{name} knew it, or guessed it with style.",
    ],
    quiz_run: [
      "{n} in a row for {name}.",
      "{name} again. {n} right, and counting.",
      "{name} has not missed for {n} questions.",
      "Somebody distract {name}. That makes {n}.",
    ],
    cured: [
      "{name} is back from the wilderness.",
      "{name} gets one right. There was hope all along.",
      "At last, {name}.",
      "{name} ends the drought.",
    ],
    same_wrong: [
      "{name} and {other}, wrong together.",
      "{name} and {other} made the same mistake. Friends?",
      "Great minds, {name} and {other}. Wrong, but great.",
      "{name} copied {other}, or the other way round.",
    ],
    first_right: [
      "{name} had it first.",
      "{name} did not hesitate.",
      "First through the door: {name}.",
      "Quick thumbs, {name}.",
    ],
    quiz_last_round: [
      "Last round. Guess with conviction.",
      "Last round. The points grow now.",
      "The last round. Wake the others.",
      "Last round. Everything you ever read, please.",
    ],
  },
  da: {
    right_none: [
      "Ingen. Ikke engang ved et uheld.",
      "Rent bord, bare den forkerte vej.",
      "Alle forkert. I er da enige.",
      "Det rigtige svar fik ingen gæster.",
    ],
    right_all: [
      "Alle sammen. Spørgsmålene må vokse.",
      "Alle ret. Hvem inviterede eksperterne?",
      "Ikke en fejl i stuen. Nyd det.",
      "Alt rigtigt. Det var opvarmningen.",
    ],
    right_one: [
      "Kun {name} vidste det.",
      "{name} alene. Resten må gerne kigge på {name}.",
      "Ét rigtigt svar i stuen: {name}s.",
      "{name} vidste det, eller gættede med stil.",
    ],
    quiz_run: [
      "{n} i træk til {name}.",
      "{name} igen. {n} rigtige indtil nu.",
      "{name} har ikke ramt ved siden af i {n} spørgsmål.",
      "Nogen må distrahere {name}. Det er {n}.",
    ],
    cured: [
      "{name} er tilbage fra ørkenen.",
      "{name} fik en rigtig. Der var håb hele tiden.",
      "Langt om længe, {name}.",
      "{name} bryder tørken.",
    ],
    same_wrong: [
      "{name} og {other}, forkert på den sammen.",
      "{name} og {other} lavede samme fejl. Venner?",
      "Store ånder, {name} og {other}. Forkert, men store.",
      "{name} skrev af efter {other}, eller omvendt.",
    ],
    first_right: [
      "{name} havde den først.",
      "{name} tøvede ikke.",
      "Først gennem døren: {name}.",
      "Hurtige tommelfingre, {name}.",
    ],
    quiz_last_round: [
      "Sidste runde. Gæt med overbevisning.",
      "Sidste runde. Nu vokser pointene.",
      "Den sidste runde. Væk de andre.",
      "Sidste runde. Alt, hvad I nogensinde har læst, tak.",
    ],
  },
};
