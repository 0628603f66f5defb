/**
 * Texts in the reader's language. A message is a text with `{holes}`, or one text for each plural
 * category, chosen by `n`. Each catalogue is a separate chunk, so a phone loads only one.
 */

import type { words as chat } from "../chat/words";
import type { words as lounge } from "../cartridges/lounge/words";
import type { words as packs } from "../packs/words";
import type { en } from "./en";

type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
/** A text, or texts by the category of `n` as a count ("3 players") or as a rank ("3rd"). */
export type Message = string | Plural | { ordinal: Plural };
/** Words that come with a part of the app which is loaded later. */
type LaterKey = keyof typeof chat.en | keyof typeof lounge.en | keyof typeof packs.en;
export type Key = keyof typeof en | LaterKey;
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
const learned: Record<Locale, Record<string, Message>> = { en: {}, da: {} };

/** Adds the words of a part of the app that was just loaded; both languages have the same. */
export function learn<K extends string>(words: Record<Locale, Record<K, Message>>): void {
  Object.assign(learned.en, words.en);
  Object.assign(learned.da, words.da);
}

function wordOf(key: string, { locale, messages }: Language): Message | undefined {
  return (messages as Record<string, Message>)[key] ?? learned[locale][key];
}

/** The first of the browser's languages that there is a catalogue for. Norwegians and Swedes read Danish. */
export function preferred(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "en") return "en";
    if (base === "da" || base === "nb" || base === "nn" || base === "no") return "da";
  }
  return "en";
}

export async function speak(locale: Locale): Promise<void> {
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

export function t(key: Key, holes: Record<string, string | number> = {}): string {
  if (!language) return "";
  const message = wordOf(key, language) ?? "";
  const text = typeof message === "string" ? message : chosen(message, Number(holes.n), language);
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = holes[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? number(value) : value;
  });
}

/** Whether `key` is a word of the catalogue: codes from the wire may be unknown. */
export function isKey(key: string): key is Key {
  return language !== undefined && wordOf(key, language) !== undefined;
}

export function number(n: number): string {
  return language?.number.format(n) ?? String(n);
}

/** "+500", "−200", "0". */
export function signed(n: number): string {
  return n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : "0";
}

/** "Ana, Bo and Cy". */
export function list(names: string[]): string {
  return language?.list.format(names) ?? names.join(", ");
}

function chosen(message: Exclude<Message, string>, n: number, language: Language): string {
  const [texts, rules] =
    "ordinal" in message ? [message.ordinal, language.ordinal] : [message, language.plural];
  return texts[rules.select(n)] ?? texts.other;
}
