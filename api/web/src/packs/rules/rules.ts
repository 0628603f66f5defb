/**
 * The rules for questions. The server checks the same rules and decides; this module lets the editor show
 * faults while a person types. Both implementations are tested with the same cases.
 */

import type { Schemas } from "$app/contract/types";
import { graphemes } from "$app/core/text";
import {
  CATEGORY,
  formOf,
  GAP,
  POINTS,
  SENTENCE,
  TEXT,
  TIME_LIMIT_S,
  WORD,
  isMediaFile,
  isSound,
  type Bounds,
  type QuestionKind,
} from "./bounds";
import { clean } from "./clean";
import {
  aliasFaults,
  answerFaults,
  decoyFaults,
  detailFaults,
  mediaFaults,
  moreAnswerFaults,
  normalAnswer,
  promptFaults,
  wordFaults,
} from "./kinds";

export * from "./bounds";

export type Draft = Pick<Schemas["Draft"], "prompt" | "answer"> & Partial<Schemas["Draft"]>;

/** A violated rule: its code, and the field, such as `answer` or `decoys[2]`. */
export interface Fault {
  field: string;
  code: string;
}

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
  const each = (field: string, texts: string[] = [], bounds = TEXT) =>
    texts.map((text, at) => tidy(`${field}[${at}]`, text, bounds));

  const withoutGap = draft.words?.length ? "word_list" : "open";
  const prompt = tidy("prompt", draft.prompt, formOf(draft.kind ?? withoutGap).prompt).replace(
    /_{2,}/g,
    GAP,
  );
  const gaps = prompt.split(GAP).length - 1;
  const kind = draft.kind ?? (gaps && withoutGap === "open" ? "blank" : withoutGap);
  const form = formOf(kind);
  const given = tidy("answer", draft.answer, form.answer === "none" ? { ...TEXT, min: 0 } : TEXT);
  const answer = normalAnswer(form, given);
  const more_answers = each("more_answers", draft.more_answers);
  const aliases = each("aliases", draft.aliases);
  const decoys = each("decoys", draft.decoys);
  const words = each("words", draft.words, WORD);
  const category = tidy("category", draft.category ?? "", CATEGORY);
  const explanation = tidy("explanation", draft.explanation ?? "", SENTENCE) || null;
  const source = tidy("source", draft.source ?? "", SENTENCE) || null;
  const language = draft.language?.trim() || null;
  if (language !== null && !isLanguage(language)) add("language", "language");

  const within = (number: number, { min, max }: Bounds) =>
    Number.isInteger(number) && number >= min && number <= max;
  if (!within(draft.points ?? 1, POINTS)) add("points", "out_of_bounds");
  if (!within(draft.time_limit_s ?? TIME_LIMIT_S.min, TIME_LIMIT_S))
    add("time_limit_s", "out_of_bounds");
  const media = draft.media ? { ...draft.media } : null;
  if (media) {
    if (!isMediaFile(media.file)) add("media.file", "media_name");
    media.alt = tidy("media.alt", media.alt ?? "", SENTENCE);
    if (isMediaFile(media.file) && !isSound(media.file) && !media.alt)
      add("media.alt", "alt_missing");
  }

  const texts = { prompt, answer, more_answers, aliases, decoys, words };
  promptFaults(add, form, gaps, texts);
  answerFaults(add, form, texts);
  moreAnswerFaults(add, form, texts);
  aliasFaults(add, form, texts);
  decoyFaults(add, form, texts);
  wordFaults(add, form, texts);
  const { points = 1, time_limit_s = null, difficulty = null } = draft;
  detailFaults(add, form, { explanation, source, points, time_limit_s, difficulty });
  mediaFaults(add, form, media);
  const tidied = { ...draft, ...texts, category, explanation, source, kind, language, media };
  return { faults, kind, tidied };
}

/** Whether a text has the form of a BCP 47 tag such as `en` or `pt-BR`. */
export const isLanguage = (tag: string): boolean =>
  tag.length <= 35 && /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag);
