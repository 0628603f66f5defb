/** The house's phrases about Fib. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Phrases } from "$app/voice/house";

export const PHRASES: Record<Locale, Phrases> = {
  en: {
    bold: [
      "Nobody bought {name}’s lie. It was brave, though.",
      "{name} offered a lie. The room declined.",
      "{name}’s lie, still in its wrapping.",
      "{name} aimed high. The room aimed elsewhere.",
      "No takers for {name}’s lie.",
    ],
    bold_quote: [
      "“{lie}”. Oh, {name}.",
      "{name} really wrote “{lie}”.",
      "“{lie}”, by {name}. A first draft.",
      "“{lie}”. {name} believed in it. Alone.",
    ],
    fooled_one: [
      "{name} caught {other}. One is enough.",
      "{other} trusted {name}. A lesson for us all.",
      "{name} wrote it for {other} alone.",
      "{other} walked straight into {name}’s lie.",
      "{other} and {name} will talk about this later.",
    ],
    hit: [
      "{name} fooled {n}. With a straight face.",
      "{n} people trusted {name}. Look at them now.",
      "{name} sold that lie {n} times.",
      "{n} in one go. {name} should sell cars.",
    ],
    again: [
      "{other} fell for {name} again.",
      "{name} and {other}, part two.",
      "{other} never learns. {name} never stops.",
      "Once more {name} fools {other}. Almost a tradition.",
    ],
    callback: [
      "{name} does it again. We remember “{earlier}”.",
      "First “{earlier}”, now this. Watch {name}.",
      "{name} has form: see “{earlier}”.",
      "After “{earlier}”, who still trusts {name}?",
    ],
    same_lie: [
      "{name} and {other} had the same lie. Coincidence?",
      "One lie, two heads: {name} and {other}.",
      "{name} and {other} think alike. Worrying.",
      "{name} and {other} wrote it twice, so it must be false.",
    ],
    decoy: [
      "{name} fell for ours. Thank you.",
      "That one was the house’s. {name} liked it.",
      "We made that up. {name} did not notice.",
      "One for the house, courtesy of {name}.",
    ],
    truth_none: [
      "Nobody found the truth. It was right there.",
      "The truth sat alone in the corner.",
      "All of you, fooled. Beautiful.",
      "Not one of you. The truth feels ignored.",
    ],
    truth_all: [
      "Everyone found it. Were you even trying to lie?",
      "All of you. Too easy, or too clever?",
      "The truth wins by a landslide.",
      "Nobody fooled. The liars may hand in their badges.",
    ],
    truth_one: [
      "Only {name} saw it.",
      "{name} against the room, and {name} was right.",
      "One of you was awake: {name}.",
      "{name} alone. Buy that person a drink.",
    ],
    streak: [
      "{name} found the truth {n} times running.",
      "{n} truths in a row for {name}. Suspicious.",
      "{name} again. That makes {n}.",
      "Lies bounce off {name}. {n} in a row.",
    ],
    last_round: [
      "Last round. Lie as if it mattered.",
      "Last round. Now the points get serious.",
      "One more round, and then nobody trusts anybody.",
      "The last round. The lies may be large.",
      "Last round. Save nothing.",
    ],
  },
  da: {
    bold: [
      "Ingen købte {name}s løgn. Modig var den dog.",
      "{name} bød på en løgn. Stuen takkede nej.",
      "{name}s løgn ligger stadig i papiret.",
      "{name} sigtede højt. Stuen sigtede et andet sted hen.",
      "Ingen bud på {name}s løgn.",
    ],
    bold_quote: [
      "“{lie}”. Åh, {name}.",
      "{name} skrev faktisk “{lie}”.",
      "“{lie}”, af {name}. En kladde.",
      "“{lie}”. {name} troede på den. Alene.",
    ],
    fooled_one: [
      "{name} fangede {other}. Én er nok.",
      "{other} stolede på {name}. Lær af det.",
      "{name} skrev den kun til {other}.",
      "{other} gik lige i {name}s fælde.",
      "{other} og {name} tager den derhjemme.",
    ],
    hit: [
      "{name} narrede {n}. Uden at fortrække en mine.",
      "{n} stolede på {name}. Se på dem nu.",
      "{name} solgte den løgn {n} gange.",
      "{n} på én gang. {name} burde sælge biler.",
    ],
    again: [
      "{other} hoppede på {name} igen.",
      "{name} og {other}, anden del.",
      "{other} lærer det aldrig. {name} stopper aldrig.",
      "Endnu en gang narrer {name} {other}. Snart en tradition.",
    ],
    callback: [
      "{name} gør det igen. Vi husker “{earlier}”.",
      "Først “{earlier}”, nu det her. Hold øje med {name}.",
      "{name} er kendt i sagen: se “{earlier}”.",
      "Hvem stoler stadig på {name} efter “{earlier}”?",
    ],
    same_lie: [
      "{name} og {other} fandt på det samme. Tilfældigt?",
      "Én løgn, to hoveder: {name} og {other}.",
      "{name} og {other} tænker ens. Foruroligende.",
      "{name} og {other} skrev den begge, så den må være falsk.",
    ],
    decoy: [
      "{name} hoppede på vores. Tak.",
      "Den var husets egen. {name} kunne lide den.",
      "Den fandt vi på. {name} opdagede intet.",
      "Et point til huset, med hilsen fra {name}.",
    ],
    truth_none: [
      "Ingen fandt sandheden. Den stod lige der.",
      "Sandheden sad alene i hjørnet.",
      "Narret, alle sammen. Smukt.",
      "Ikke én af jer. Sandheden føler sig overset.",
    ],
    truth_all: [
      "Alle fandt den. Prøvede I overhovedet at lyve?",
      "Alle sammen. For nemt, eller for kloge?",
      "Sandheden vinder stort.",
      "Ingen narret. Løgnerne kan aflevere skiltet.",
    ],
    truth_one: [
      "Kun {name} så den.",
      "{name} mod stuen, og {name} havde ret.",
      "Én af jer var vågen: {name}.",
      "{name} alene. Giv det menneske noget at drikke.",
    ],
    streak: [
      "{name} har fundet sandheden {n} gange i træk.",
      "{n} sandheder i træk til {name}. Mistænkeligt.",
      "{name} igen. Det er {n}.",
      "Løgne preller af på {name}. {n} i træk.",
    ],
    last_round: [
      "Sidste runde. Lyv, som om det gjaldt.",
      "Sidste runde. Nu bliver pointene alvor.",
      "En runde til, og så stoler ingen på nogen.",
      "Sidste runde. Løgnene må gerne være store.",
      "Sidste runde. Gem ikke på noget.",
    ],
  },
};
