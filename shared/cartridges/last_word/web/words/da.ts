/** Danish: Last Word. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  last_word_title: "Sidste ord",
  last_word_tagline: "Hav det bedste svar.",
  last_word_short: "Kort (1 runde og finalen)",
  last_word_usual: "Normal (2 runder og finalen)",
  last_word_write_tv: "Der ligger to oplæg på din telefon.",
  last_word_write_final_tv: "Ét oplæg til alle. Giv den gas!",
  last_word_final: "Finalen",
  last_word_prompt_of: "Oplæg {n} af {of}",
  last_word_label: "Dit svar",
  last_word_send: "Send",
  last_word_sent: "Dit svar er sendt",
  last_word_all_sent: "Begge svar er sendt. Godt sagt!",
  last_word_writing: "Alle er ved at skrive.",
  last_word_vote_tv: "Stem på det bedste svar på telefonen.",
  last_word_vote_final_tv: {
    one: "{n} stemme til hver. Brug den godt!",
    other: "{n} stemmer til hver. Brug dem godt!",
  },
  last_word_vote: "Hvilket svar er bedst?",
  last_word_votes_left: { one: "Du har {n} stemme tilbage.", other: "Du har {n} stemmer tilbage." },
  last_word_voted: "Din stemme er afgivet",
  last_word_author: "Du har skrevet et af svarene, så de andre bestemmer.",
  last_word_own: "dit svar",
  last_word_nobody: "Ingen stemmer",
  last_word_audience: { one: "+{n} fra publikum", other: "+{n} fra publikum" },
  last_word_sweep: "Rent bord!",
  last_word_by: "af {name}",
  last_word_result: "{name}: {text}, {n} point.",
  last_word_unopposed: "Ingen andre svarede.",
  award_most_votes: "Aftenens vid",
  award_clean_sweeps: "Rent bord",
  award_audience_favourite: "Publikums darling",
  why_most_votes: { one: "{n} stemme", other: "{n} stemmer" },
  why_clean_sweeps: { one: "rent bord én gang", other: "rent bord {n} gange" },
  why_audience_favourite: { one: "{n} stemme fra publikum", other: "{n} stemmer fra publikum" },
  phase_write: "Skriv dine svar.",
  phase_vote: "Stem på det bedste svar.",
};
