/** English: Quiz. */

import type { Message } from "$app/i18n/message";

export const en = {
  quiz_title: "Quiz",
  quiz_tagline: "Four answers. One is right.",
  quiz_read: "Read carefully. Answers coming up!",
  quiz_pick_tv: "Pick your answer on your phone.",
  quiz_ask: "Which one is right?",
  quiz_sent: "Your answer is in",
  quiz_watch: "Everyone is picking an answer.",
  quiz_close: "Show the answer",
  quiz_next: "Next",
  quiz_right: "right",
  quiz_right_is: "The answer is {text}.",
  quiz_right_were: "{names} got it right.",
  quiz_right_none: "Nobody got it right.",
  quiz_picked_none: "Nobody",
  quiz_picked_n: { one: "{n} pick", other: "{n} picks" },
  quiz_you_right: "You got it!",
  quiz_you_wrong: "Not this time.",
  quiz_you_late: "Time’s up.",
  quiz_solution: "The answer",
  quiz_yours: "your answer",
  quiz_streak: "{n} in a row",
  quiz_streak_of: "{name}: {n} in a row!",
  quiz_speed: "incl. {n} for speed",
} satisfies Record<string, Message>;
