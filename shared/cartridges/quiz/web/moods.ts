/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  question: "think",
  answer: "press",
  solution: "score",
  scoreboard: "score",
  game_over: "finale",
};
