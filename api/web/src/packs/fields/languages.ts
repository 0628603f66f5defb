/** Names of languages in the reader's language. */

import { locale } from "$app/i18n/index.svelte";

/** Languages that the field lists by name. Others are entered by their BCP 47 tag. */
const OFFERED =
  "da en de sv nb nn fo is kl fi nl fr es pt it pl cs hu ro uk ru tr ar fa so vi zh ja ko hi ur";

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Returns the listed languages: Danish and English first, the others by name. */
export function languages(): { tag: string; name: string }[] {
  const { compare } = new Intl.Collator(locale());
  const [one = "", other = "", ...rest] = OFFERED.split(" ");
  const named = (tag: string) => ({ tag, name: languageName(tag) });
  return [named(one), named(other), ...rest.map(named).sort((a, b) => compare(a.name, b.name))];
}
