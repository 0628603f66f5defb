/**
 * The rules for questions. The server checks the same rules and decides; this module lets the editor show
 * faults while a person types. Both implementations are tested with the same cases.
 */

import type { Schemas } from "$app/contract/types";
import { graphemes } from "$app/core/text";
import { clean } from "./clean";
import { keyOf, near } from "./key";

export type Draft = Pick<Schemas["Draft"], "prompt" | "answer"> & Partial<Schemas["Draft"]>;
export type QuestionKind = Schemas["QuestionKind"];

/** A violated rule: its code, and the field, such as `answer` or `decoys[2]`. */
export interface Fault {
  field: string;
  code: string;
}

export const GAP = "____";
/** Bounds of text lengths, in graphemes. */
export const PROMPT = { min: 5, max: 300 };
export const TEXT = { min: 1, max: 80 };
export const CATEGORY = { min: 0, max: 40 };
export const SENTENCE = { min: 0, max: 300 };
export const MAX_DECOYS = 20;
export const MAX_ALIASES = 20;

type Bounds = typeof TEXT;

/** Returns a draft's faults in the order of the fields, and the draft as the server would store it. */
export function check(draft: Draft): { faults: Fault[]; kind: QuestionKind; tidied: Draft } {
  const faults: Fault[] = [];
  const add = (field: string, code: string) => void faults.push({ field, code });
  const tidy = (field: string, raw: string, { min, max }: Bounds): string => {
    const cleaned = clean(raw, max);
    if ("text" in cleaned) {
      if (graphemes(cleaned.text) < min) add(field, "too_short");
      return cleaned.text;
    }
    if (cleaned.fault === "empty" && min === 0) return "";
    add(field, cleaned.fault);
    return raw;
  };
  const each = (field: string, texts: string[]) =>
    texts.map((text, at) => tidy(`${field}[${at}]`, text, TEXT));

  const prompt = tidy("prompt", draft.prompt, PROMPT).replace(/_{2,}/g, GAP);
  const answer = tidy("answer", draft.answer, TEXT);
  const aliases = each("aliases", draft.aliases ?? []);
  const decoys = each("decoys", draft.decoys ?? []);
  const category = tidy("category", draft.category ?? "", CATEGORY);
  const explanation = tidy("explanation", draft.explanation ?? "", SENTENCE) || null;
  const source = tidy("source", draft.source ?? "", SENTENCE) || null;
  const language = draft.language?.trim() || null;
  if (language !== null && !isLanguage(language)) add("language", "language");

  const gaps = prompt.split(GAP).length - 1;
  const kind = draft.kind ?? (gaps === 0 ? "open" : "blank");
  const tidied = { ...draft, prompt, answer, aliases, decoys, category, explanation, source };
  promptFaults(add, kind, gaps, tidied);
  aliasFaults(add, tidied);
  decoyFaults(add, kind, tidied);
  return { faults, kind, tidied: { ...tidied, kind, language } };
}

/** Whether a text has the form of a BCP 47 tag such as `en` or `pt-BR`. */
export const isLanguage = (tag: string): boolean =>
  tag.length <= 35 && /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag);

type Add = (field: string, code: string) => void;
type Texts = { prompt: string; answer: string; aliases: string[]; decoys: string[] };

function promptFaults(add: Add, kind: QuestionKind, gaps: number, draft: Texts): void {
  const within = (text: string) => ` ${keyOf(text)} `;
  if (gaps > 1) add("prompt", "many_gaps");
  else if (kind === "blank" && gaps === 0) add("prompt", "no_gap");
  else if (kind === "blank" && draft.answer && within(draft.prompt).includes(within(draft.answer)))
    add("prompt", "answer_in_prompt");
}

function aliasFaults(add: Add, { answer, aliases }: Texts): void {
  if (aliases.length > MAX_ALIASES) return add("aliases", "too_many");
  const seen = [keyOf(answer)];
  aliases.forEach((alias, at) => {
    const key = keyOf(alias);
    if (alias && seen.includes(key)) add(`aliases[${at}]`, "alias_twice");
    seen.push(key);
  });
}

/** Decoys must not be near the answer or each other. For `choice` it is enough that their keys differ. */
function decoyFaults(add: Add, kind: QuestionKind, { answer, aliases, decoys }: Texts): void {
  if (decoys.length === 0) return add("decoys", "too_few");
  if (decoys.length > MAX_DECOYS) return add("decoys", "too_many");
  const same = kind === "choice" ? (one: string, other: string) => one === other : near;
  const truths = [answer, ...aliases].map(keyOf);
  const seen: string[] = [];
  decoys.forEach((decoy, at) => {
    if (!decoy) return;
    const key = keyOf(decoy);
    if (truths.some((truth) => same(truth, key))) add(`decoys[${at}]`, "decoy_is_answer");
    else if (seen.some((other) => same(other, key))) add(`decoys[${at}]`, "decoy_twice");
    seen.push(key);
  });
}
