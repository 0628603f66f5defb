/** English: texts shared by the games: rounds and phases. */

import type { Message } from "../message";

export const play = {
  waiting_for: "Waiting for {names}",
  all_in: "Everyone has answered!",
  answered: "answered",
  reconnecting_player: { one: "{names} is reconnecting…", other: "{names} are reconnecting…" },

  round_of: "Round {n} of {of}",
  question_of: "Question {n} of {of}",
  last_round: "Final round",
  worth: "Points × {n}",
  seconds_left: { one: "{n} second left", other: "{n} seconds left" },
  five_left: "Five seconds left",
  phase_question: "New question",
  phase_lie: "Write your lie",
  phase_guess: "Find the truth",
  phase_reveal: "The answers",
  phase_answer: "Pick your answer",
  phase_solution: "The answer",
  phase_scores: "Points",
  phase_scoreboard: "Scoreboard",
  phase_game_over: "Game over",
  late_wait: "You’re in from the next question.",
  time_up: "Time’s up! Just a moment.",
  react: "React",
  text_removed: "(removed)",
} satisfies Record<string, Message>;
