/** The browser's speech synthesis. */

import type { Locale } from "$app/i18n/index.svelte";

/** Characters that isolate the direction of names. A voice could spell them out. */
const ISOLATES = /[\u2066-\u2069]/g;

/** Speaks a line where the browser has a voice for the language. A new line interrupts the previous one. */
export function speak(line: string, locale: Locale, volume: number): void {
  if (typeof speechSynthesis === "undefined") return;
  const voice = speechSynthesis
    .getVoices()
    .find(({ lang }) => lang.toLowerCase().startsWith(locale));
  if (!voice) return;
  silence();
  const utterance = new SpeechSynthesisUtterance(line.replace(ISOLATES, ""));
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.volume = volume / 100;
  utterance.pitch = 0.85;
  speechSynthesis.speak(utterance);
}

export function silence(): void {
  if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel();
}
