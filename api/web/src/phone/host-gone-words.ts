/** Texts on a phone while no device of the host is connected. They are loaded with their line. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    host_gone: "The TV is gone.",
    host_gone_running: "The TV is gone, but the game goes on.",
    host_gone_you: "You can carry on or end the game here.",
    host_gone_vip: "{name} can carry on or end the game.",
    host_gone_wait: "We’re waiting for it to come back.",
  },
  da: {
    host_gone: "Skærmen er væk.",
    host_gone_running: "Skærmen er væk, men spillet fortsætter.",
    host_gone_you: "Du kan fortsætte eller afslutte spillet her.",
    host_gone_vip: "{name} kan fortsætte eller afslutte spillet.",
    host_gone_wait: "Vi venter, til den er tilbage.",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
