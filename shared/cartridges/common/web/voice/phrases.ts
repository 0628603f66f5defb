/** The house's phrases about what all games with questions share. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Phrases } from "$app/voice/house";

export const SHARED: Record<Locale, Phrases> = {
  en: {
    silent: [
      "{name} chose silence. A strong choice.",
      "Nothing from {name}. Deep in thought, surely.",
      "{name} let the clock answer.",
      "{name} is saving words for later.",
      "The clock was faster than {name}.",
    ],
    level: [
      "{name} and {other} are level at the top.",
      "{name} and {other}: not a point between them.",
      "Nobody can separate {name} and {other}.",
      "{name} and {other} share the view from the top.",
    ],
    new_leader: [
      "{name} takes the lead from under {other}’s nose.",
      "{name} leads now. {other} may want to look up.",
      "New name at the top: {name}. {other} follows.",
      "{name} walks past {other} and takes first place.",
    ],
    close: [
      "{name} leads {other} by {n}. One good answer turns that around.",
      "Only {n} between {name} and {other}.",
      "{other} can almost touch {name}. {n} to go.",
      "{name} first, {other} {n} behind.",
    ],
    far: [
      "{name} is {n} ahead of {other}. Somebody should stop that.",
      "{n} points between {name} and {other}. Cosy up there?",
      "{name} leads by {n}. {other} needs a plan.",
      "From up there, {name} can barely see {other}. {n} points.",
    ],
    zero: [
      "{name} travels light: no points yet.",
      "{name} has a clean slate. Very clean.",
      "Zero for {name}. It can only go up.",
      "{name} keeps the points for the others.",
    ],
    last_board: [
      "{name} or {other}? The podium knows.",
      "That was it. {name} and {other}, hold on to your chairs.",
      "{name} looks calm. {other} does too. One of them is acting.",
      "All questions asked. {name}, {other}: deep breaths.",
    ],
    back: [
      "{name} is back. We kept the seat warm.",
      "{name} returns, as if nothing had happened.",
      "Welcome back, {name}. You missed the good part.",
      "{name} found the way back.",
    ],
  },
  da: {
    silent: [
      "{name} valgte tavsheden. Et stærkt valg.",
      "Ikke en lyd fra {name}. Dybt i tanker, naturligvis.",
      "{name} lod uret svare.",
      "{name} gemmer ordene til senere.",
      "Uret var hurtigere end {name}.",
    ],
    level: [
      "{name} og {other} står lige i toppen.",
      "{name} og {other}: ikke et point imellem.",
      "Ingen kan skille {name} og {other} ad.",
      "{name} og {other} deler udsigten.",
    ],
    new_leader: [
      "{name} snupper føringen for næsen af {other}.",
      "{name} fører nu. {other} må gerne kigge op.",
      "Nyt navn i toppen: {name}. {other} følger efter.",
      "{name} spadserer forbi {other} og tager førstepladsen.",
    ],
    close: [
      "{name} er {n} foran {other}. Et godt svar vender det.",
      "Kun {n} mellem {name} og {other}.",
      "{other} kan næsten røre {name}. {n} mangler.",
      "{name} først, {other} {n} bagefter.",
    ],
    far: [
      "{name} er {n} foran {other}. Nogen burde gøre noget.",
      "{n} point mellem {name} og {other}. Er der lunt deroppe?",
      "{name} fører med {n}. {other} mangler en plan.",
      "{name} kan knap få øje på {other}. {n} point.",
    ],
    zero: [
      "{name} rejser let: ingen point endnu.",
      "{name} har rene papirer. Meget rene.",
      "Nul til {name}. Det kan kun gå fremad.",
      "{name} overlader pointene til de andre.",
    ],
    last_board: [
      "{name} eller {other}? Det ved kun skamlen.",
      "Det var det. {name} og {other}, hold fast i stolene.",
      "{name} ser rolig ud. Det gør {other} også. Den ene spiller.",
      "Alle spørgsmål er stillet. {name}, {other}: dybe åndedrag.",
    ],
    back: [
      "{name} er tilbage. Vi holdt stolen varm.",
      "{name} vender hjem, som om intet var hændt.",
      "Velkommen tilbage, {name}. Du gik glip af det bedste.",
      "{name} fandt vejen tilbage.",
    ],
  },
};
