/**
 * The state of the question form. Empty lines of a list are room for more entries: they are left out of the
 * draft, and each fault is mapped to the line of the form that it belongs to.
 */

import type { Draft } from "../packs-api";
import { check, type Fault, type QuestionKind } from "../rules/rules";

export interface QuestionFields {
  kind: QuestionKind;
  prompt: string;
  answer: string;
  decoys: string[];
  aliases: string[];
  category: string;
  explanation: string;
  source: string;
  language: string;
  familyFriendly: boolean;
}

/** Lines for decoys that the form shows at least. */
const MIN_DECOY_LINES = 4;

/** Returns the form's fields for a draft, or for a new question. */
export function fieldsOf(draft?: Draft): QuestionFields {
  const decoys = [...(draft?.decoys ?? [])];
  while (decoys.length < MIN_DECOY_LINES) decoys.push("");
  return {
    kind: draft?.kind ?? "blank",
    prompt: draft?.prompt ?? "",
    answer: draft?.answer ?? "",
    decoys,
    aliases: [...(draft?.aliases ?? [])],
    category: draft?.category ?? "",
    explanation: draft?.explanation ?? "",
    source: draft?.source ?? "",
    language: draft?.language ?? "",
    familyFriendly: draft?.family_friendly ?? false,
  };
}

const filledLines = (lines: string[]) =>
  lines.flatMap((text, line) => (text.trim() ? [{ text, line }] : []));

/** Returns the draft to send. */
export function draftOf(fields: QuestionFields): Draft {
  return {
    kind: fields.kind,
    prompt: fields.prompt,
    answer: fields.answer,
    decoys: filledLines(fields.decoys).map(({ text }) => text),
    aliases: filledLines(fields.aliases).map(({ text }) => text),
    category: fields.category,
    explanation: fields.explanation || null,
    source: fields.source || null,
    language: fields.language.trim() || null,
    family_friendly: fields.familyFriendly,
  };
}

/** Maps the faults of a draft to the lines of the form. */
export function faultsByLine<F extends { field: string }>(
  fields: QuestionFields,
  faults: F[],
): F[] {
  return faults.map((fault) => {
    const [, list, at] = /^(decoys|aliases)\[(\d+)\]$/.exec(fault.field) ?? [];
    if (list !== "decoys" && list !== "aliases") return fault;
    const entry = filledLines(fields[list])[Number(at)];
    return entry ? { ...fault, field: `${list}[${entry.line}]` } : fault;
  });
}

/** Returns every fault of the form's content. */
export const formFaults = (fields: QuestionFields): Fault[] =>
  faultsByLine(fields, check(draftOf(fields)).faults);

/** Faults of a field that is not complete yet. They are not shown while the field is being edited. */
const INCOMPLETE = new Set(["empty", "too_short", "no_gap", "too_few"]);

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
