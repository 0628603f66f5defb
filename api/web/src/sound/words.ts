/** Texts about sound. They are loaded with the sound, or with its settings. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    sound_tap: "Tap for sound",
    sound_title: "Sound",
    sound_volume: "Volume",
    sound_music_on: "Turn on music",
    sound_music_off: "Turn off music",
    sound_voice_on: "Let the house talk",
    sound_voice_off: "Quiet, house",
    sound_phone: "Sound on this phone",
  },
  da: {
    sound_tap: "Tryk for lyd",
    sound_title: "Lyd",
    sound_volume: "Styrke",
    sound_music_on: "Slå musik til",
    sound_music_off: "Slå musik fra",
    sound_voice_on: "Lad huset snakke",
    sound_voice_off: "Ti stille, hus",
    sound_phone: "Lyd på denne telefon",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
