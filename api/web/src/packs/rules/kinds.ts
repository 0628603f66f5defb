/** The rules that follow from the form of an item. */

import { readNumber } from "$app/i18n/numerals";
import { isSound, type Bounds, type ItemForm } from "./bounds";
import { keyOf, near } from "./key";

type Add = (field: string, code: string) => void;

interface Texts {
  prompt: string;
  answer: string;
  more_answers: string[];
  aliases: string[];
  decoys: string[];
  words: string[];
}

/** Returns the answer as the server stores it. */
export function normalAnswer(form: ItemForm, answer: string): string {
  if (form.answer === "true_false")
    return answer.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (form.answer !== "number") return answer;
  const read = readNumber(answer);
  return "number" in read ? read.number : answer;
}

export function promptFaults(add: Add, form: ItemForm, gaps: number, draft: Texts): void {
  const within = (text: string) => ` ${keyOf(text)} `;
  const shows = () => within(draft.prompt).includes(within(draft.answer));
  if (gaps < form.gaps.min) add("prompt", "no_gap");
  else if (gaps > form.gaps.max) add("prompt", "many_gaps");
  else if (form.gaps.min && draft.answer && shows()) add("prompt", "answer_in_prompt");
}

export function answerFaults(add: Add, form: ItemForm, { prompt, answer }: Texts): void {
  if (!answer) return;
  if (form.answer === "none") add("answer", "unused");
  if (form.answer === "true_false" && !/^(true|false)$/.test(answer))
    add("answer", "not_true_or_false");
  if (form.answer === "number") {
    const read = readNumber(answer);
    if ("fault" in read) add("answer", read.fault);
  }
  if (form.answer === "match" && keyOf(prompt) === keyOf(answer)) add("answer", "pair_of_equals");
}

/** Checks the number of texts in a list. Returns whether the texts need further checks. */
function hasAllowedLength(add: Add, field: string, texts: string[], allowed: Bounds): boolean {
  if (allowed.max === 0) {
    if (texts.length) add(field, "unused");
    return false;
  }
  if (texts.length < allowed.min) add(field, "too_few");
  else if (texts.length > allowed.max) add(field, "too_many");
  else return true;
  return false;
}

export function moreAnswerFaults(add: Add, form: ItemForm, draft: Texts): void {
  const answers = draft.more_answers;
  if (!hasAllowedLength(add, "more_answers", answers, form.more_answers)) return;
  const seen = [keyOf(draft.answer)];
  answers.forEach((answer, at) => {
    if (!answer) return;
    const key = keyOf(answer);
    if (seen.includes(key)) add(`more_answers[${at}]`, "answer_twice");
    seen.push(key);
  });
}

export function aliasFaults(add: Add, form: ItemForm, { answer, aliases }: Texts): void {
  if (!hasAllowedLength(add, "aliases", aliases, form.aliases)) return;
  const seen = [keyOf(answer)];
  aliases.forEach((alias, at) => {
    const key = keyOf(alias);
    if (alias && seen.includes(key)) add(`aliases[${at}]`, "alias_twice");
    seen.push(key);
  });
}

/** Decoys must differ from the answers and each other. If people write answers, near ones are equal too. */
export function decoyFaults(add: Add, form: ItemForm, draft: Texts): void {
  const { answer, more_answers, aliases, decoys } = draft;
  if (!hasAllowedLength(add, "decoys", decoys, form.decoys)) return;
  const same = form.is_written ? near : (one: string, other: string) => one === other;
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

export function wordFaults(add: Add, form: ItemForm, { words }: Texts): void {
  if (!hasAllowedLength(add, "words", words, form.words)) return;
  const seen = new Set<string>();
  words.forEach((word, at) => {
    if (!word) return;
    const key = keyOf(word);
    if (seen.has(key)) add(`words[${at}]`, "word_twice");
    seen.add(key);
  });
}

interface Details {
  explanation: string | null;
  source: string | null;
  points: number;
  time_limit_s: number | null;
  difficulty: string | null;
}

/** Refuses points, a time limit and other details of an item that is no question. */
export function detailFaults(add: Add, form: ItemForm, details: Details): void {
  if (form.has_details) return;
  const usual = { ...details, points: details.points === 1 ? null : details.points };
  for (const [field, value] of Object.entries(usual)) if (value !== null) add(field, "unused");
}

/** Checks whether the kind has a picture or a sound. */
export function mediaFaults(add: Add, form: ItemForm, media: { file: string } | null): void {
  if (form.media === "none" && media) add("media", "unused");
  if (form.media !== "picture") return;
  if (!media) add("media", "picture_missing");
  else if (isSound(media.file)) add("media.file", "no_picture");
}
