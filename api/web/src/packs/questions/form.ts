/**
 * A question while it is typed. Empty lines are room to write in, not decoys: they are left out of what
 * is judged and sent, and what is wrong is told at the line it stands on.
 */

import type { Draft } from "$app/packs/packs-api";
import { check, type Fault, type QuestionKind } from "$app/packs/rules/rules";

export interface Form {
  kind: QuestionKind;
  prompt: string;
  answer: string;
  decoys: string[];
  aliases: string[];
  category: string;
  explanation: string;
  source: string;
  language: string;
  family: boolean;
}

/** Lines for decoys that a form begins with: as many as make a full table. */
const LINES = 4;

export function formOf(draft?: Draft): Form {
  const decoys = [...(draft?.decoys ?? [])];
  while (decoys.length < LINES) decoys.push("");
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
    family: draft?.family_friendly ?? false,
  };
}

const written = (lines: string[]) =>
  lines.flatMap((text, line) => (text.trim() ? [{ text, line }] : []));

/** What would be sent. */
export function draftOf(form: Form): Draft {
  return {
    kind: form.kind,
    prompt: form.prompt,
    answer: form.answer,
    decoys: written(form.decoys).map(({ text }) => text),
    aliases: written(form.aliases).map(({ text }) => text),
    category: form.category,
    explanation: form.explanation || null,
    source: form.source || null,
    language: form.language.trim() || null,
    family_friendly: form.family,
  };
}

/** Faults of a draft, at the lines of the form that it was made of. */
export function atLines<F extends { field: string }>(form: Form, faults: F[]): F[] {
  return faults.map((fault) => {
    const [, list, at] = /^(decoys|aliases)\[(\d+)\]$/.exec(fault.field) ?? [];
    if (list !== "decoys" && list !== "aliases") return fault;
    const place = written(form[list])[Number(at)];
    return place ? { ...fault, field: `${list}[${place.line}]` } : fault;
  });
}

/** All that is wrong with what stands in the form. */
export const judge = (form: Form): Fault[] => atLines(form, check(draftOf(form)).faults);

/** What somebody who is still typing need not be told yet. */
const UNFINISHED = new Set(["empty", "too_short", "no_gap", "too_few"]);

/** Whether a fault is told now: at once, or when its field has been left or all is to be sent. */
export const isTold = ({ field, code }: Fault, left: ReadonlySet<string>, tried: boolean) =>
  tried || !UNFINISHED.has(code) || left.has(field);

/** Puts the gap where the caret is, in the place of what is marked, with blanks around it. */
export function withGap(text: string, from: number, to: number): { text: string; caret: number } {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const left = before && !/[\s(“"»'-]$/.test(before) ? " " : "";
  const right = after && !/^[\s.,;:!?)”"«'-]/.test(after) ? " " : "";
  return { text: `${before}${left}____${right}${after}`, caret: from + left.length + 4 };
}
