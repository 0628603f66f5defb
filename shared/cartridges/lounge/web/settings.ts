/** What the lounge's settings are called. */

import type { SettingWords } from "$app/settings/labels";

export const words: SettingWords = {
  en: {
    late_join: "Who comes late may come in",
    toasts: "Glasses may be raised",
    max_players: "People at most",
  },
  da: {
    late_join: "Den, der kommer sent, må komme ind",
    toasts: "Man må skåle",
    max_players: "Højst så mange mennesker",
  },
};
