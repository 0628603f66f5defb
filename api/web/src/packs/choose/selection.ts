/** The host's selection of questions for a room: the built-in ones of a language, or some packs. */

import type { Pack } from "../packs-api";
import type { QuestionKind } from "../rules/bounds";

export interface Selection {
  /** Language of the built-in questions. */
  language: string;
  /** Whether packs are used instead of the built-in questions. */
  usesPacks: boolean;
  /** The selected packs' keys. */
  keys: string[];
}

/** Returns the selection at first. `linked` are keys from the page's link. */
export const initialSelection = (language: string, linked: string[]): Selection => ({
  language,
  usesPacks: linked.length > 0,
  keys: [...new Set(linked)],
});

/** Returns the fields of a new session that name its questions. */
export function questionSource(selection: Selection): { pack_ids?: string[]; language?: string } {
  const { language, usesPacks, keys } = selection;
  return usesPacks && keys.length ? { pack_ids: keys } : { language };
}

/** Returns how many questions of a pack have one of these kinds. */
export const usable = (pack: Pack, kinds: readonly QuestionKind[]): number =>
  kinds.reduce((sum, kind) => sum + pack.kinds[kind], 0);

/** Returns the languages of the built-in packs, each once, with `preferred` first. */
export function builtInLanguages(builtIn: Pack[], preferred: string): string[] {
  const tags = [...new Set(builtIn.map((pack) => pack.language))];
  return tags.sort(
    (a, b) => Number(b === preferred) - Number(a === preferred) || a.localeCompare(b),
  );
}

/** Returns each pack once, in the order of first occurrence. */
export function uniquePacks(packs: Pack[]): Pack[] {
  return [...new Map(packs.map((pack) => [pack.pack_id, pack])).values()];
}
