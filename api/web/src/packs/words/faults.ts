/** Texts for the faults of a question, found by the editor or by the server. */

import { isKey, t } from "$app/i18n/index.svelte";
import { CATEGORY, MAX_DECOYS, PROMPT, SENTENCE, TEXT } from "../rules/rules";

export interface FaultMessage {
  field: string;
  code: string;
  /** The server's English text. It is shown for codes without a text here. */
  message?: string;
}

/** Maximum length of the fields that are not `TEXT`. */
const MAX_LENGTHS: Record<string, number> = {
  title: 60,
  description: 300,
  prompt: PROMPT.max,
  category: CATEGORY.max,
  explanation: SENTENCE.max,
  source: SENTENCE.max,
};

export function faultText({ field, code, message = "" }: FaultMessage): string {
  const key = `fault_${code}`;
  if (!isKey(key)) return message;
  const max = code === "too_many" ? MAX_DECOYS : (MAX_LENGTHS[field] ?? TEXT.max);
  const n = code === "too_short" ? PROMPT.min : max;
  return t(key, { n, why: message });
}

/** Returns a field's name, such as "Decoy 3" or "Answer"; empty for a fault of the whole question. */
export function fieldText(field: string): string {
  const [, name = field, at] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
  if (at !== undefined && name === "decoys") return t("q_lie", { n: Number(at) + 1 });
  if (at !== undefined && name === "aliases") return t("q_spelling", { n: Number(at) + 1 });
  const key = `field_${name}`;
  return isKey(key) ? t(key) : name;
}
