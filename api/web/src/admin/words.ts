/** Messages of the operator's page. No other page loads them. */

import { locale } from "$app/i18n/index.svelte";
import { da } from "./words/da";
import { en } from "./words/en";

export type Word = keyof typeof en;

export const catalogues: Record<"en" | "da", Record<Word, string>> = { en, da };

/** Returns a message of this page, with its placeholders replaced by `values`. */
export function w(word: Word, values: Record<string, string | number> = {}): string {
  return catalogues[locale()][word].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}

/** Whether `key` has a message. Keys built from the server's codes may have none. */
export function isWord(key: string): key is Word {
  return key in en;
}
