/** Texts about teams. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    team_1: "Team Star",
    team_2: "Team Moon",
    team_3: "Team Leaf",
    team_4: "Team Sun",
    team_5: "Team House",
    team_6: "Team Boat",
    team_7: "Team Kite",
    team_8: "Team Crown",
    team_none: "No team yet",
    teams: "Teams",
    teams_choose: "Pick your team",
    teams_by_chance: "Teams are drawn when the game starts.",
    teams_drawn: "The teams are drawn.",
    teams_draw: "Draw the teams",
    teams_draw_again: "Draw again",
    teams_move: "Move players",
    team_of: "Team of {name}",
    team_size: { one: "{n} player", other: "{n} players" },
    team_yours: "your team",
    team_one_phone: "One phone answers for each team. Talk it over!",
    team_captain: "{name} answers for your team. Talk it over!",
    team_captain_you: "You answer for your team.",
  },
  da: {
    team_1: "Stjerneholdet",
    team_2: "Måneholdet",
    team_3: "Bladholdet",
    team_4: "Solholdet",
    team_5: "Husholdet",
    team_6: "Bådholdet",
    team_7: "Drageholdet",
    team_8: "Kroneholdet",
    team_none: "Uden hold",
    teams: "Hold",
    teams_choose: "Vælg dit hold",
    teams_by_chance: "Der trækkes lod om holdene, når spillet starter.",
    teams_drawn: "Der er trukket lod om holdene.",
    teams_draw: "Træk lod om holdene",
    teams_draw_again: "Træk lod igen",
    teams_move: "Flyt spillere",
    team_of: "Hold for {name}",
    team_size: { one: "{n} spiller", other: "{n} spillere" },
    team_yours: "dit hold",
    team_one_phone: "Én telefon svarer for hvert hold. Snak sammen!",
    team_captain: "{name} svarer for dit hold. Snak sammen!",
    team_captain_you: "Du svarer for dit hold.",
  },
};

addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
