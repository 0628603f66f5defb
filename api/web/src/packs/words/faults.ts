/** Texts for the faults of questions and of files. The server's English texts are never shown to others. */

import { isKey, locale, t } from "$app/i18n/index.svelte";
import type { FileProblem } from "../packs-api";
import {
  CATEGORY,
  formOf,
  POINTS,
  SENTENCE,
  TEXT,
  TIME_LIMIT_S,
  WORD,
  type Bounds,
  type QuestionKind,
} from "../rules/bounds";

type Values = Record<string, string | number>;

export interface FaultMessage {
  field: string;
  code: string;
  /** The values of the text. The editor's own faults have none. */
  params?: Record<string, string>;
  /** The server's English text, for codes that have no text here. */
  message?: string;
}

/** Maximum length of the fields that are not `TEXT`. */
const MAX_LENGTHS: Record<string, number> = {
  title: 60,
  description: 300,
  category: CATEGORY.max,
  explanation: SENTENCE.max,
  source: SENTENCE.max,
  "media.alt": SENTENCE.max,
};

/** Returns the bounds of the fields that are numbers or depend on the kind. */
function boundsOf(field: string, kind: QuestionKind): Bounds | undefined {
  const { prompt, more_answers, aliases, decoys, words } = formOf(kind);
  const bounds: Partial<Record<string, Bounds>> = {
    points: POINTS,
    time_limit_s: TIME_LIMIT_S,
    prompt,
    more_answers,
    aliases,
    decoys,
    words,
  };
  return bounds[field];
}

/** Parameters that are numbers, and are written as the reader's language writes them. */
const NUMBERS = new Set(["most", "least", "cells", "headings"]);

/** Returns the text of a fault. `kind` is that of the question, for faults without values. */
export function faultText(fault: FaultMessage, kind: QuestionKind = "open"): string {
  const { field, code, params = {}, message = "" } = fault;
  const key = [`fault_${code}_${field}`, `fault_${code}`].find(isKey);
  if (!key) return locale() === "en" && message ? message : t("fault_other");
  const bounds = boundsOf(field, kind);
  const most = bounds?.max ?? MAX_LENGTHS[field] ?? (field.startsWith("words[") ? WORD : TEXT).max;
  const values: Values = { least: bounds?.min ?? TEXT.min, most, ...valuesOf(params) };
  if (code === "unsupported_type") values.found = typeText(params.found ?? "");
  return t(key, values);
}

/** Returns why a file cannot be read, with the position in it. */
export function fileProblemText({ code, params, line, column }: FileProblem): string {
  const values = valuesOf(params);
  if (params.missing) values.missing = params.missing.split(", ").map(columnText).join(", ");
  if (params.column) values.column = columnText(params.column);
  const key = [`file_${code}_${params.response_code ?? ""}`, `file_${code}`].find(isKey);
  const text = t(key ?? "file_other", values);
  if (line && column) return t("file_at", { line, column, text });
  return line ? t("file_at_line", { line, text }) : text;
}

/** Returns the name of a file format. */
export function formatText(format: string): string {
  const key = `format_${format}`;
  return isKey(key) ? t(key) : format;
}

/** Returns a field's name, such as "Decoy 3" or "Answer"; empty for a fault of the whole question. */
export function fieldText(field: string): string {
  const [, name = field, at] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
  if (at !== undefined && name === "decoys") return t("q_lie", { n: Number(at) + 1 });
  if (at !== undefined && name === "more_answers") return t("q_answer_n", { n: Number(at) + 1 });
  if (at !== undefined && name === "aliases") return t("q_spelling", { n: Number(at) + 1 });
  if (at !== undefined && name === "words") return t("q_word_n", { n: Number(at) + 1 });
  const key = `field_${name}`;
  return isKey(key) ? t(key) : name;
}

/** Returns the text for a pack's detail that the server rejects. */
export function detailText(field: string): string {
  const key = `details_${field}`;
  return t(isKey(key) ? key : "error_unexpected");
}

function valuesOf(params: Record<string, string>): Values {
  const value = ([name, text]: [string, string]): [string, string | number] => [
    name,
    NUMBERS.has(name) && /^\d+$/.test(text) ? Number(text) : text,
  ];
  return Object.fromEntries(Object.entries(params).map(value));
}

/** Returns the name of a table's column. The server separates words by a blank. */
const columnText = (column: string) => fieldText(column.replaceAll(" ", "_"));

function typeText(found: string): string {
  const key = `type_${found}`;
  return isKey(key) ? t(key) : found;
}
