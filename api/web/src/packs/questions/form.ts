/**
 * The state of the question form. Empty lines of a list are room for more entries: they are left out of the
 * draft, and each fault is mapped to the line of the form that it belongs to.
 */

import { decimalSign, localNumber, readNumber } from "$app/i18n/numerals";
import type { Draft, QuestionMedia } from "../packs-api";
import { check, formOf, type Difficulty, type Fault, type QuestionKind } from "../rules/rules";

export interface QuestionFields {
  kind: QuestionKind;
  prompt: string;
  answer: string;
  moreAnswers: string[];
  decoys: string[];
  /** The words of a list, one a line. */
  words: string;
  aliases: string[];
  category: string;
  explanation: string;
  source: string;
  language: string;
  familyFriendly: boolean;
  points: number;
  /** Seconds to answer; empty for the game's. */
  timeLimit: number | null;
  difficulty: Difficulty | "";
  media: QuestionMedia | null;
}

/** Lines for decoys that the form shows at least. */
const MIN_DECOY_LINES = 4;

/** Lines for further answers that the form shows at least. */
const MIN_MORE_ANSWER_LINES = 3;

const withLines = (lines: readonly string[] | undefined, least: number): string[] => [
  ...(lines ?? []),
  ...Array.from({ length: Math.max(0, least - (lines?.length ?? 0)) }, () => ""),
];

/** Returns an answer as the form shows it: a number with the decimal sign of the language of the page. */
export const localAnswer = (kind: QuestionKind | null | undefined, answer: string): string =>
  kind && formOf(kind).answer === "number" ? localNumber(answer) : answer;

/** Returns the number that the form's answer means in the language of the page; null if there is none. */
export function numberOf({ kind, answer }: Pick<QuestionFields, "kind" | "answer">): string | null {
  if (formOf(kind).answer !== "number") return null;
  const read = readNumber(answer, decimalSign());
  return "number" in read ? read.number : null;
}

/** Returns the form's fields for a draft, or for a new question. */
export function fieldsOf(draft?: Draft): QuestionFields {
  return {
    kind: draft?.kind ?? "blank",
    prompt: draft?.prompt ?? "",
    answer: localAnswer(draft?.kind, draft?.answer ?? ""),
    moreAnswers: withLines(draft?.more_answers, MIN_MORE_ANSWER_LINES),
    decoys: withLines(draft?.decoys, MIN_DECOY_LINES),
    words: (draft?.words ?? []).join("\n"),
    aliases: [...(draft?.aliases ?? [])],
    category: draft?.category ?? "",
    explanation: draft?.explanation ?? "",
    source: draft?.source ?? "",
    language: draft?.language ?? "",
    familyFriendly: draft?.family_friendly ?? false,
    points: draft?.points ?? 1,
    timeLimit: draft?.time_limit_s ?? null,
    difficulty: draft?.difficulty ?? "",
    media: draft?.media ? { file: draft.media.file, alt: draft.media.alt ?? "" } : null,
  };
}

const filledLines = (lines: string[]) =>
  lines.flatMap((text, line) => (text.trim() ? [{ text, line }] : []));

const texts = (lines: string[], isUsed: boolean): string[] =>
  isUsed ? filledLines(lines).map(({ text }) => text) : [];

/** The texts that a kind uses. */
export const uses = (kind: QuestionKind) => {
  const form = formOf(kind);
  return {
    answer: form.answer !== "none",
    moreAnswers: form.more_answers.max > 0,
    aliases: form.aliases.max > 0,
    decoys: form.decoys.max > 0,
    words: form.words.max > 0,
    media: form.media !== "none",
    details: form.has_details,
  };
};

/** Returns the words of a text with one word a line. */
export const wordsOf = (text: string): string[] => texts(text.split("\n"), true);

/** Returns the draft to send, without the texts that the kind does not use. */
export function draftOf(fields: QuestionFields): Draft {
  const used = uses(fields.kind);
  return {
    kind: fields.kind,
    prompt: fields.prompt,
    answer: used.answer ? (numberOf(fields) ?? fields.answer) : "",
    more_answers: texts(fields.moreAnswers, used.moreAnswers),
    decoys: texts(fields.decoys, used.decoys),
    aliases: texts(fields.aliases, used.aliases),
    words: used.words ? wordsOf(fields.words) : [],
    category: fields.category,
    explanation: (used.details && fields.explanation) || null,
    source: (used.details && fields.source) || null,
    language: fields.language.trim() || null,
    family_friendly: fields.familyFriendly,
    points: used.details ? fields.points : 1,
    time_limit_s: used.details ? fields.timeLimit : null,
    difficulty: (used.details && fields.difficulty) || null,
    media: used.media ? fields.media : null,
  };
}

/** Maps the faults of a draft to the lines of the form. */
export function faultsByLine<F extends { field: string }>(
  fields: QuestionFields,
  faults: F[],
): F[] {
  return faults.map((fault) => {
    const [, list, at] = /^(decoys|aliases|more_answers)\[(\d+)\]$/.exec(fault.field) ?? [];
    if (!list) return fault;
    const { decoys, aliases, moreAnswers } = fields;
    const lines = { decoys, aliases, more_answers: moreAnswers }[list] ?? [];
    const entry = filledLines(lines)[Number(at)];
    return entry ? { ...fault, field: `${list}[${entry.line}]` } : fault;
  });
}

/** Returns every fault of the form's content. */
export const formFaults = (fields: QuestionFields): Fault[] =>
  faultsByLine(fields, check(draftOf(fields)).faults);

/** Faults of a field that is not complete yet. They are not shown while the field is being edited. */
const INCOMPLETE = new Set([
  "empty",
  "too_short",
  "no_gap",
  "too_few",
  "alt_missing",
  "picture_missing",
]);

/** Whether a fault is shown. `left` are the fields that had the focus; `submitted` is set by the button. */
export const isVisible = (
  { field, code }: Fault,
  left: ReadonlySet<string>,
  submitted: boolean,
): boolean => submitted || !INCOMPLETE.has(code) || left.has(field);

/** Replaces the selected text by the gap, with spaces around it where needed. */
export function insertGap(text: string, from: number, to: number): { text: string; caret: number } {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const left = before && !/[\s(“"»'-]$/.test(before) ? " " : "";
  const right = after && !/^[\s.,;:!?)”"«'-]/.test(after) ? " " : "";
  return { text: `${before}${left}____${right}${after}`, caret: from + left.length + 4 };
}
