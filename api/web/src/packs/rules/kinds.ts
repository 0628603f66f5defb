/** The rules that depend on the kind of a question. */

import {
  MAX_ALIASES,
  MAX_DECOYS,
  MAX_MORE_ANSWERS,
  POLL_OPTIONS,
  type QuestionKind,
} from "./bounds";
import { keyOf, near } from "./key";

type Add = (field: string, code: string) => void;

interface Texts {
  prompt: string;
  answer: string;
  more_answers: string[];
  aliases: string[];
  decoys: string[];
}

/** The kinds with one answer and wrong answers, for every game that shows options. */
export const hasDecoys = (kind: QuestionKind): boolean =>
  kind === "blank" || kind === "open" || kind === "choice";

/** Whether the question asks for an opinion, so that no answer is right. */
export const isOpinion = (kind: QuestionKind): boolean => kind === "poll" || kind === "word_cloud";

/** Figures with an optional minus, and up to three decimals after a point. */
const NUMBER = /^[-−]?\d{1,12}(\.\d{1,3})?$/;
/** Fewest items of an order after the first: two items can be guessed. */
const MIN_ITEMS_AFTER_FIRST = 2;

/** Returns the answer as the server stores it. */
export function normalAnswer(kind: QuestionKind, answer: string): string {
  if (kind === "true_false") return answer.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (kind !== "number" || !NUMBER.test(answer)) return answer;
  const [whole = "", decimals = ""] = answer.replace(/^[-−]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "");
  const rest = decimals.replace(/0+$/, "");
  const isZero = digits === "0" && rest === "";
  const sign = /^[-−]/.test(answer) && !isZero ? "-" : "";
  return `${sign}${digits}${rest && `.${rest}`}`;
}

export function promptFaults(add: Add, kind: QuestionKind, gaps: number, draft: Texts): void {
  const within = (text: string) => ` ${keyOf(text)} `;
  if (gaps > 1) add("prompt", "many_gaps");
  else if (kind === "blank" && gaps === 0) add("prompt", "no_gap");
  else if (kind === "blank" && draft.answer && within(draft.prompt).includes(within(draft.answer)))
    add("prompt", "answer_in_prompt");
}

export function answerFaults(add: Add, kind: QuestionKind, answer: string): void {
  if (!answer) return;
  if (kind === "true_false" && answer !== "true" && answer !== "false")
    add("answer", "not_true_or_false");
  if (kind === "number" && !NUMBER.test(answer)) add("answer", "not_a_number");
  if (isOpinion(kind)) add("answer", "unused");
}

export function moreAnswerFaults(add: Add, kind: QuestionKind, draft: Texts): void {
  const answers = draft.more_answers;
  if (kind !== "several" && kind !== "order") {
    if (answers.length) add("more_answers", "unused");
    return;
  }
  if (kind === "order" && answers.length < MIN_ITEMS_AFTER_FIRST)
    return add("more_answers", "too_few");
  if (answers.length > MAX_MORE_ANSWERS) return add("more_answers", "too_many");
  const seen = [keyOf(draft.answer)];
  answers.forEach((answer, at) => {
    if (!answer) return;
    const key = keyOf(answer);
    if (seen.includes(key)) add(`more_answers[${at}]`, "answer_twice");
    seen.push(key);
  });
}

export function aliasFaults(add: Add, kind: QuestionKind, { answer, aliases }: Texts): void {
  if (aliases.length > MAX_ALIASES) return add("aliases", "too_many");
  if (aliases.length && !hasDecoys(kind) && kind !== "typed") return add("aliases", "unused");
  const seen = [keyOf(answer)];
  aliases.forEach((alias, at) => {
    const key = keyOf(alias);
    if (alias && seen.includes(key)) add(`aliases[${at}]`, "alias_twice");
    seen.push(key);
  });
}

/** Returns the bounds of the number of decoys; null for kinds without decoys. */
export function decoyBounds(kind: QuestionKind): { min: number; max: number } | null {
  if (kind === "poll") return POLL_OPTIONS;
  return hasDecoys(kind) || kind === "several" ? { min: 1, max: MAX_DECOYS } : null;
}

/** Decoys must differ from the answers and each other. If people write answers, near ones are equal too. */
export function decoyFaults(add: Add, kind: QuestionKind, draft: Texts): void {
  const { answer, more_answers, aliases, decoys } = draft;
  const bounds = decoyBounds(kind);
  if (!bounds) {
    if (decoys.length) add("decoys", "unused");
    return;
  }
  if (decoys.length < bounds.min) return add("decoys", "too_few");
  if (decoys.length > bounds.max) return add("decoys", "too_many");
  const isWritten = kind === "blank" || kind === "open";
  const same = isWritten ? near : (one: string, other: string) => one === other;
  const truths = [answer, ...more_answers, ...aliases].filter(Boolean).map(keyOf);
  const seen: string[] = [];
  decoys.forEach((decoy, at) => {
    if (!decoy) return;
    const key = keyOf(decoy);
    if (truths.some((truth) => same(truth, key))) add(`decoys[${at}]`, "decoy_is_answer");
    else if (seen.some((other) => same(other, key))) add(`decoys[${at}]`, "decoy_twice");
    seen.push(key);
  });
}
