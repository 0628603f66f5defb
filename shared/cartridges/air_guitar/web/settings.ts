/** What the air guitar's settings are called. */

import type { SettingWords } from "$app/settings/labels";

export const words: SettingWords = {
  en: {
    practice_ms: "A practice lasts",
    practices: "Practices of an evening",
    goal_percent: "Time to play to reach the goal, in percent",
    max_players: "Guitarists at most",
    summary_ms: "The summary stands",
  },
  da: {
    practice_ms: "En øvning varer",
    practices: "Øvninger på en aften",
    goal_percent: "Så meget skal der spilles for at nå målet, i procent",
    max_players: "Højst så mange guitarister",
    summary_ms: "Resultatet vises",
  },
};
