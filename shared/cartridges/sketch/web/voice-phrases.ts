/** The house's phrases about drawings and their titles. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Phrases } from "$app/voice/house";

export const PHRASES: Record<Locale, Phrases> = {
  en: {
    sketch_last_round: [
      "Last round. Sharpen your fingers.",
      "One more drawing each. Make it hang straight.",
      "The final sheet of paper. No pressure.",
      "Last round. The museum closes after this.",
    ],
    sketch_found_none: [
      "Nobody saw it. {name} is ahead of the times.",
      "{name}, they will understand you in a hundred years.",
      "Modern art, then, {name}.",
      "A drawing with a secret. {name} keeps it well.",
      "Not one of you. {name} drew it for the critics.",
    ],
    sketch_found_all: [
      "Everyone saw it. Frame it, {name}.",
      "{name} drew it, and everybody knew it.",
      "Clear as day, {name}.",
      "No doubts in the room. A steady hand, {name}.",
      "{name} could draw road signs.",
    ],
    sketch_found_one: [
      "Only {name} understands {other}.",
      "{name} reads {other} like a picture book.",
      "{other} has one admirer: {name}.",
      "{name} and {other} see the same world.",
      "One ticket sold to {other}’s gallery: {name}’s.",
    ],
    sketch_fooled: [
      "{name} renamed the picture for {n} of you.",
      "{n} believed {name}. The title was better than the drawing.",
      "{name} should write the museum’s labels. {n} fell for one.",
      "A fine title, {name}. {n} of you bought it.",
      "{n} in one go. {name} has a way with names.",
    ],
    sketch_fooled_one: [
      "{name} sold that title to {other}.",
      "{other} saw what {name} wanted {other} to see.",
      "{other} trusted {name}. Once.",
      "One visitor to {name}’s exhibition: {other}.",
      "{name} whispered, {other} nodded.",
    ],
    sketch_same_title: [
      "{name} and {other} had the same vision.",
      "{name} and {other} think in one frame.",
      "Two pens, one title: {name} and {other}.",
      "{name} copied {other}, or the other way round.",
    ],
    sketch_decoy: [
      "{name} fell for ours. Thank you.",
      "That one was homemade, {name}.",
      "We made that up, {name}. We are rather proud.",
      "{name} likes our titles best.",
    ],
  },
  da: {
    sketch_last_round: [
      "Sidste runde. Spids fingrene.",
      "En tegning mere til hver. Hæng den lige.",
      "Det sidste ark papir. Tag det roligt.",
      "Sidste runde. Museet lukker bagefter.",
    ],
    sketch_found_none: [
      "Ingen så det. {name} er forud for sin tid.",
      "{name}, de forstår dig om hundrede år.",
      "Så er det moderne kunst, {name}.",
      "En tegning med en hemmelighed. {name} holder tæt.",
      "Ikke en eneste. {name} tegner for anmelderne.",
    ],
    sketch_found_all: [
      "Alle så det. Sæt den i ramme, {name}.",
      "{name} tegnede det, og alle vidste det.",
      "Klart som dagen, {name}.",
      "Ingen tvivl i stuen. Sikker hånd, {name}.",
      "{name} kunne tegne vejskilte.",
    ],
    sketch_found_one: [
      "Kun {name} forstår {other}.",
      "{name} læser {other} som en billedbog.",
      "{other} har én beundrer: {name}.",
      "{name} og {other} ser den samme verden.",
      "Solgt én billet til {other}s galleri: {name}s.",
    ],
    sketch_fooled: [
      "{name} døbte billedet om for {n} af jer.",
      "{n} troede på {name}. Titlen var bedre end tegningen.",
      "{name} burde skrive museets skilte. {n} hoppede på et.",
      "Fin titel, {name}. {n} af jer købte den.",
      "{n} på én gang. {name} kan det med navne.",
    ],
    sketch_fooled_one: [
      "{name} solgte den titel til {other}.",
      "{other} så det, {name} ville have {other} til at se.",
      "{other} stolede på {name}. Det sker ikke igen.",
      "Én gæst til {name}s udstilling: {other}.",
      "{name} hviskede, {other} nikkede.",
    ],
    sketch_same_title: [
      "{name} og {other} fik samme syn.",
      "{name} og {other} tænker i samme ramme.",
      "To penne, én titel: {name} og {other}.",
      "{name} skrev af efter {other}, eller omvendt.",
    ],
    sketch_decoy: [
      "{name} hoppede på vores. Tak.",
      "Den var hjemmelavet, {name}.",
      "Den fandt vi på, {name}. Vi er ret stolte.",
      "{name} kan bedst lide vores titler.",
    ],
  },
};
