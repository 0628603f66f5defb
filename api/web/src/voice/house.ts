/**
 * The house: a dry voice that comments the game. Its lines are a function of the session's public events, the language
 * and what it has spoken before. It knows nothing that the TV does not know, and it waits until a card is open.
 */

import type { Envelope, Snapshot } from "$app/contract/types";
import { isolated, type Locale } from "$app/i18n/index.svelte";

/** Something worth a line. */
export interface Remark {
  /** Key of the topic's phrases. */
  topic: string;
  values: Readonly<Record<string, string | number>>;
  /** Milliseconds to wait, because the screen has not shown it yet. */
  after: number;
}

/** An event, with the public state before and after. */
export interface Moment {
  event: Envelope;
  before: Snapshot;
  after: Snapshot;
}

/** A game's part: what it remembers of the game so far, and the remarks about an event, the best first. */
export interface Observer<Memory = unknown> {
  start: () => Memory;
  observe: (memory: Memory, moment: Moment) => { memory: Memory; remarks: Remark[] };
  phrases: Record<Locale, Phrases>;
}

/** Sentences for each topic, with `{placeholders}`. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

export interface Line {
  text: string;
  after: number;
}

/** What the house remembers. `memory` is the game's part; `spoken` are keys of lines, of earlier evenings too. */
export interface House {
  memory: unknown;
  spoken: ReadonlySet<string>;
}

/** Sentences before and after a remark. They make the same remark sound different on another evening. */
export interface Manner {
  before: readonly string[];
  after: readonly string[];
}

/** Longer lines do not fit a caption. */
export const MAX_LENGTH = 110;

/** Returns the house after an event, and its line; null when it has none, or only ones that it has spoken before. */
export function react(
  house: House,
  moment: Moment,
  observer: Observer,
  locale: Locale,
  manner: Manner,
): { house: House; line: Line | null } {
  const { memory, remarks } = observer.observe(house.memory, moment);
  const seed = hash(`${moment.after.code} ${moment.event.epoch} ${moment.event.seq}`);
  for (const remark of remarks) {
    const text = newLine(remark, observer.phrases[locale], manner, house.spoken, seed);
    if (text === null) continue;
    const spoken = new Set(house.spoken).add(keyOf(text));
    return { house: { memory, spoken }, line: { text, after: remark.after } };
  }
  return { house: { ...house, memory }, line: null };
}

/** Steps through all combinations, from one that the seed chooses. */
function newLine(
  { topic, values }: Remark,
  phrases: Phrases,
  manner: Manner,
  spoken: ReadonlySet<string>,
  seed: number,
): string | null {
  const bodies = phrases[topic] ?? [];
  const total = bodies.length * manner.before.length * manner.after.length;
  for (let n = 0; n < total; n += 1) {
    const at = (seed + n) % total;
    const body = bodies[at % bodies.length] ?? "";
    const rest = Math.floor(at / bodies.length);
    const before = manner.before[rest % manner.before.length] ?? "";
    const after = manner.after[Math.floor(rest / manner.before.length)] ?? "";
    // One sentence more is enough: a line is short.
    if (before && after) continue;
    const text = [before, fill(body, values), after].filter(Boolean).join(" ");
    if ([...text].length <= MAX_LENGTH && !spoken.has(keyOf(text))) return text;
  }
  return null;
}

function fill(text: string, values: Remark["values"]): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : isolated(String(value));
  });
}

/** Returns a short key, so that the device can remember many lines. */
export const keyOf = (text: string): string => hash(text).toString(36);

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  }
  return value >>> 0;
}
