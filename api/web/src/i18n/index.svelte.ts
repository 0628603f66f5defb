/**
 * Texts in the reader's language. A message is a text with `{placeholders}`, or one text for each plural
 * category, chosen by the placeholder `n`. Each language is a separate chunk, so that a page loads one.
 *
 * Parts of the app that are loaded later register their messages with `addMessages`, and declare their
 * keys by extending `LaterMessages`. This module imports none of them.
 */

import type { en } from "./en";
import type { Message } from "./message";

/** The keys of messages that are registered later. Features add theirs by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Extended by each `words.ts`.
export interface LaterMessages {}
export type Key = keyof typeof en | keyof LaterMessages;
export type Catalogue = Record<keyof typeof en, Message>;
export type Locale = "en" | "da";

export const LOCALES: Record<Locale, string> = { en: "English", da: "Dansk" };

const catalogues: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import("./en")).en,
  da: async () => (await import("./da")).da,
};

interface Language {
  locale: Locale;
  messages: Catalogue;
  plural: Intl.PluralRules;
  ordinal: Intl.PluralRules;
  number: Intl.NumberFormat;
  list: Intl.ListFormat;
}

let language = $state.raw<Language>();
const added: Record<Locale, Record<string, Message>> = { en: {}, da: {} };

/** Registers the messages of a part of the app that was loaded later. */
export function addMessages<K extends string>(words: Record<Locale, Record<K, Message>>): void {
  Object.assign(added.en, words.en);
  Object.assign(added.da, words.da);
}

function messageOf(key: string, { locale, messages }: Language): Message | undefined {
  return (messages as Record<string, Message>)[key] ?? added[locale][key];
}

/**
 * Returns the first of the browser's languages that has a catalogue, and English without one. Norwegian
 * browsers get Danish.
 */
export function preferredLocale(tags: readonly string[]): Locale {
  for (const tag of tags) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "en") return "en";
    if (base === "da" || base === "nb" || base === "nn" || base === "no") return "da";
  }
  return "en";
}

/** Loads a language and switches the page to it. */
export async function setLocale(locale: Locale): Promise<void> {
  const messages = await catalogues[locale]();
  language = {
    locale,
    messages,
    plural: new Intl.PluralRules(locale),
    ordinal: new Intl.PluralRules(locale, { type: "ordinal" }),
    number: new Intl.NumberFormat(locale),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
  };
  document.documentElement.lang = locale;
}

export function locale(): Locale {
  return language?.locale ?? "en";
}

/** Returns the text of `key`, with its placeholders replaced by `values`. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  if (!language) return "";
  const message = messageOf(key, language) ?? "";
  const text = typeof message === "string" ? message : plural(message, Number(values.n), language);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? number(value) : isolated(value);
  });
}

/** Whether `key` has a message. Keys built from the server's codes may have none. */
export function isKey(key: string): key is Key {
  return language !== undefined && messageOf(key, language) !== undefined;
}

export function number(n: number): string {
  return language?.number.format(n) ?? String(n);
}

/** Formats a number with its sign: "+500", "−200", "0". */
export function signed(n: number): string {
  return n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : "0";
}

/** Letters of scripts that are written from right to left, and characters that control the direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** By number, because editors and compilers warn of these characters. */
const ISOLATE = String.fromCharCode(0x2068);
const END_ISOLATE = String.fromCharCode(0x2069);

/** Isolates a name within a sentence, so that its direction does not turn the words around it. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? ISOLATE + text + END_ISOLATE : text;
}

/** Formats a list: "Ana, Bo and Cy". */
export function list(names: string[]): string {
  const parts = names.map(isolated);
  return language?.list.format(parts) ?? parts.join(", ");
}

function plural(message: Exclude<Message, string>, n: number, language: Language): string {
  const [texts, rules] =
    "ordinal" in message ? [message.ordinal, language.ordinal] : [message, language.plural];
  return texts[rules.select(n)] ?? texts.other;
}
