/** Labels of Air Guitar's settings. */

import type { SettingWords } from "$app/settings/labels";

export const words: SettingWords = {
  en: {
    practice_ms: "Round length",
    practices: "Rounds",
    goal_percent: "Playing time needed to reach the goal (%)",
    max_players: "Maximum number of players",
    summary_ms: "Time for the round summary",
  },
  da: {
    practice_ms: "Rundens længde",
    practices: "Runder",
    goal_percent: "Spilletid, der skal til for at nå målet (%)",
    max_players: "Højeste antal spillere",
    summary_ms: "Tid til rundens resultat",
  },
};
