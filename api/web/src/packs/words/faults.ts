/** What is wrong with a question, in words: whoever found it, the editor or the server. */

import { isKey, t } from "$app/i18n/index.svelte";
import { CATEGORY, MOST_DECOYS, PROMPT, SENTENCE, TEXT } from "$app/packs/rules/rules";

/** The server says why in English too, for rules these pages do not know yet. */
export interface Found {
  field: string;
  code: string;
  message?: string;
}

const MOST: Record<string, number> = {
  title: 60,
  description: 300,
  prompt: PROMPT.most,
  category: CATEGORY.most,
  explanation: SENTENCE.most,
  source: SENTENCE.most,
};

export function faultText({ field, code, message = "" }: Found): string {
  const key = `fault_${code}`;
  if (!isKey(key)) return message;
  const most = code === "too_many" ? MOST_DECOYS : (MOST[field] ?? TEXT.most);
  const n = code === "too_short" ? PROMPT.least : most;
  return t(key, { n, why: message });
}

/** "Decoy 3", "Answer"; empty where the fault is about the whole. */
export function fieldText(field: string): string {
  const [, name = field, at] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
  if (at !== undefined && name === "decoys") return t("q_lie", { n: Number(at) + 1 });
  if (at !== undefined && name === "aliases") return t("q_spelling", { n: Number(at) + 1 });
  const key = `field_${name}`;
  return isKey(key) ? t(key) : name;
}
