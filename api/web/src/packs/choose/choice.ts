/** What a room's questions are drawn from: the house's own in a language, or packs of the host's choice. */

import type { Pack } from "$app/packs/packs-api";

export interface Choice {
  /** The language of the house's questions. */
  language: string;
  /** Whether packs are chosen instead. */
  own: boolean;
  /** Their keys. */
  keys: string[];
}

export const startingChoice = (language: string, linked: string[]): Choice => ({
  language,
  own: linked.length > 0,
  keys: [...new Set(linked)],
});

/** What a new session is asked for. */
export function asked({ language, own, keys }: Choice): { pack_ids?: string[]; language?: string } {
  return own && keys.length ? { pack_ids: keys } : { language };
}

/** The languages the house has questions in, each once, the wanted one first. */
export function houseLanguages(builtIn: Pack[], wanted: string): string[] {
  const tags = [...new Set(builtIn.map((pack) => pack.language))];
  return tags.sort((a, b) => Number(b === wanted) - Number(a === wanted) || a.localeCompare(b));
}

/** Each pack once, in the order in which they were found. */
export function withoutDoubles(packs: Pack[]): Pack[] {
  return [...new Map(packs.map((pack) => [pack.pack_id, pack])).values()];
}
