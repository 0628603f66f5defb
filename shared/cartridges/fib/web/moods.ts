/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  question: "think",
  lie: "think",
  guess: "press",
  reveal: "suspense",
  scores: "score",
  scoreboard: "score",
  game_over: "finale",
};
