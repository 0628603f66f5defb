/** Danish: texts shared by the games: rounds and phases. */

import type { Message } from "../message";
import type { play as en } from "../en/play";

export const play: Record<keyof typeof en, Message> = {
  waiting_for: "Vi venter på {names}",
  all_in: "Alle har svaret!",
  answered: "har svaret",
  reconnecting_player: {
    one: "{names} er ved at komme tilbage …",
    other: "{names} er ved at komme tilbage …",
  },

  round_of: "Runde {n} af {of}",
  question_of: "Spørgsmål {n} af {of}",
  last_round: "Sidste runde",
  worth: "Point × {n}",
  seconds_left: { one: "{n} sekund tilbage", other: "{n} sekunder tilbage" },
  five_left: "Fem sekunder tilbage",
  phase_question: "Nyt spørgsmål",
  phase_lie: "Skriv din løgn",
  phase_guess: "Find sandheden",
  phase_reveal: "Svarene",
  phase_answer: "Vælg dit svar",
  phase_solution: "Svaret",
  phase_scores: "Point",
  phase_scoreboard: "Stillingen",
  phase_game_over: "Spillet er slut",
  late_wait: "Du er med fra næste spørgsmål.",
  time_up: "Tiden er gået! Lige et øjeblik.",
  react: "Reagér",
  text_removed: "(fjernet)",
};
