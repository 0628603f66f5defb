/** The house's phrases about Last Word. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Phrases } from "$app/voice/house";

export const PHRASES: Record<Locale, Phrases> = {
  en: {
    sweep: [
      "Every vote for {name}. {other} may keep the pen.",
      "{name} takes them all. {other} was also there.",
      "Not one vote for {other}. {name} sends regards.",
      "{name} wins this one in a landslide.",
    ],
    wins_again: [
      "{name} again. Somebody check those sleeves.",
      "Two in a row for {name}.",
      "{name} has a good evening. {other} has a view of it.",
      "{name} is warm now.",
    ],
    crowd_differs: [
      "{name} gets the points, {other} gets the audience.",
      "The audience preferred {other}. {name} will live.",
      "{other} won the hearts. {name} won.",
      "The stalls wanted {other}. Democracy wanted {name}.",
    ],
    shared_votes: [
      "{name} and {other} share it. Nobody is happy.",
      "A draw. {name} and {other} bow at the same time.",
      "{name} or {other}? The room cannot decide.",
      "Even between {name} and {other}.",
    ],
    one_vote: [
      "{name} by a single vote. {other} counts again.",
      "One vote between {name} and {other}.",
      "{other} was one friend short of {name}.",
      "{name} wins, barely. {other} knows who it was.",
    ],
    beats: [
      "{name} beats {other}, and not by a little.",
      "The room has spoken: {name}. Sorry, {other}.",
      "{name} has the last word. {other} has a good sulk.",
      "Clear win for {name}. {other} was ahead of the times.",
    ],
    no_votes: [
      "No votes. The prompt won.",
      "Nobody voted. Harsh, but fair.",
      "Not a single vote. We shall not mention this again.",
      "Silence in the room. Both answers need a moment.",
    ],
    unopposed: [
      "{name} wins against nobody. A win is a win.",
      "No opponent for {name}. Well fought.",
      "{name} was the only one to show up.",
      "First and last: {name}.",
    ],
    final_round: [
      "One prompt for all, and more votes each. Choose your words.",
      "Last round. One line to beat them all.",
      "The last word starts here.",
      "Final prompt. Bring the good stuff.",
    ],
  },
  da: {
    sweep: [
      "Alle stemmer til {name}. {other} må beholde blyanten.",
      "{name} tager det hele. {other} var der også.",
      "Ikke én stemme til {other}. {name} hilser.",
      "Jordskredssejr til {name}.",
    ],
    wins_again: [
      "{name} igen. Nogen bør tjekke de ærmer.",
      "To i træk til {name}.",
      "{name} har en god aften. {other} har udsigt til den.",
      "{name} er varm nu.",
    ],
    crowd_differs: [
      "{name} får pointene, {other} får publikum.",
      "Publikum holdt på {other}. {name} overlever.",
      "{other} vandt hjerterne. {name} vandt.",
      "Bagerste række ville have {other}. Flertallet ville have {name}.",
    ],
    shared_votes: [
      "{name} og {other} må dele. Ingen er tilfreds.",
      "Uafgjort. {name} og {other} bukker på samme tid.",
      "{name} eller {other}? Stuen kan ikke beslutte sig.",
      "Helt lige mellem {name} og {other}.",
    ],
    one_vote: [
      "{name} med en enkelt stemme. {other} tæller efter.",
      "Én stemme mellem {name} og {other}.",
      "{other} manglede en ven for at nå {name}.",
      "{name} vinder, lige akkurat. {other} ved, hvem det var.",
    ],
    beats: [
      "{name} slår {other}, og ikke kun lidt.",
      "Stuen har talt: {name}. Beklager, {other}.",
      "{name} fik det sidste ord. {other} får lov at surmule.",
      "Klar sejr til {name}. {other} var forud for sin tid.",
    ],
    no_votes: [
      "Ingen stemmer. Oplægget vandt.",
      "Ingen stemte. Hårdt, men fair.",
      "Ikke en eneste stemme. Det taler vi ikke mere om.",
      "Stilhed i stuen. Svarene har brug for et øjeblik.",
    ],
    unopposed: [
      "{name} vinder over ingen. En sejr er en sejr.",
      "Ingen modstander til {name}. Flot kæmpet.",
      "{name} var den eneste, der mødte op.",
      "Først og sidst: {name}.",
    ],
    final_round: [
      "Ét oplæg til alle, og flere stemmer til hver. Vælg jeres ord.",
      "Sidste runde. Sig det bedre end alle andre.",
      "Det sidste ord begynder her.",
      "Sidste oplæg. Find det gode frem.",
    ],
  },
};
