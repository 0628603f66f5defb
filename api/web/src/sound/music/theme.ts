/**
 * The theme: one small tune for plucked bass, brushes, marimba, accordion, bell and wood blocks. The mood chooses the
 * harmony and the parts. A beat always sounds the same, so the music needs no memory.
 */

import type { Beat } from "./grid";

/** `lobby` gains parts with the players. `think` and `press` are for answers; `suspense` goes before a truth. */
export type Mood = "lobby" | "think" | "press" | "suspense" | "score" | "finale" | "silent";

export type Instrument = "bass" | "brush" | "marimba" | "accordion" | "bell" | "block" | "drum";

export interface Note {
  instrument: Instrument;
  /** Pitch as a MIDI number; for drums and brushes without a meaning. */
  midi: number;
  /** Start within the beat, from 0 to 1. */
  offset: number;
  /** Length in beats. */
  length: number;
  /** Loudness from 0 to 1. */
  level: number;
}

/** The parts in the order in which they enter. */
export const PARTS = [
  "bass",
  "brush",
  "marimba",
  "accordion",
  "melody",
  "block",
  "bell",
  "counter",
] as const;
export type Part = (typeof PARTS)[number];

/** A chord: its root, and the third and fifth above the root, as MIDI numbers of one octave. */
type Chord = readonly [root: number, third: number, fifth: number];
const C: Chord = [48, 52, 55];
const G: Chord = [43, 47, 50];
const Am: Chord = [45, 48, 52];
const F: Chord = [41, 45, 48];
const Dm: Chord = [50, 53, 57];
const E: Chord = [40, 44, 47];

/** Four bars of harmony for each mood. */
const HARMONY: Record<Exclude<Mood, "silent">, readonly Chord[]> = {
  lobby: [C, G, Am, F],
  think: [Am, F, C, G],
  press: [Am, Dm, E, Am],
  suspense: [Am, Am, Am, Am],
  score: [F, G, C, C],
  finale: [C, F, G, C],
};

const MOOD_PARTS: Record<Exclude<Mood, "lobby" | "silent">, readonly Part[]> = {
  think: ["bass", "brush", "marimba"],
  press: ["bass", "brush", "marimba", "block"],
  suspense: ["bass"],
  score: ["bass", "brush", "marimba", "melody", "accordion"],
  finale: PARTS,
};

/** The tune: steps of the chord (0 root, 1 third, 2 fifth, 3 octave) on each half beat of four bars; null rests. */
const TUNE: readonly (number | null)[] = [
  ...[3, null, 2, 1, 2, null, 3, null],
  ...[2, null, 1, null, 2, 3, null, null],
  ...[3, null, 2, 1, 0, null, 1, 2],
  ...[3, 2, 1, null, 3, null, null, null],
];

const BEATS_IN_BAR = 4;
/** Before a truth, the music stops this long before the phase ends: the drum and the silence follow. */
const HUSH_MS = 2_300;

/** Returns the parts that play: in the lobby one more with each player. */
export function partsOf(mood: Mood, players: number): readonly Part[] {
  if (mood === "silent") return [];
  return mood === "lobby" ? PARTS.slice(0, Math.min(PARTS.length, players)) : MOOD_PARTS[mood];
}

const positive = (n: number, by: number) => ((n % by) + by) % by;
const step = (chord: Chord, n: number, octave: number): number =>
  (chord[n % 3] ?? chord[0]) + 12 * (octave + Math.floor(n / 3));

/** Returns the notes of a beat. */
export function notesOf(mood: Mood, players: number, beat: Beat): Note[] {
  if (mood === "silent") return [];
  if (beat.number === 0 && beat.left === 0) return lastBeat(mood);
  if (mood === "suspense" && beat.left !== null && beat.left < HUSH_MS) return [];
  const bar = Math.floor(beat.number / BEATS_IN_BAR);
  const place = positive(beat.number, BEATS_IN_BAR);
  const chord = HARMONY[mood][positive(bar, 4)] ?? C;
  const tune = (half: number) => TUNE[(positive(bar, 4) * BEATS_IN_BAR + place) * 2 + half] ?? null;
  const tight = beat.left !== null && beat.length < 500;
  const notes: Note[] = partsOf(mood, players).flatMap((part) => PART[part](chord, place, tune));
  if (tight) notes.push(...pulse(beat.left ?? 0));
  return notes;
}

const note = (
  instrument: Instrument,
  midi: number,
  offset: number,
  length: number,
  level: number,
): Note => ({ instrument, midi, offset, length, level });

type Arrange = (chord: Chord, place: number, tune: (half: number) => number | null) => Note[];

const PART: Record<Part, Arrange> = {
  bass: (chord, place) =>
    place === 0
      ? [note("bass", step(chord, 0, 0), 0, 1, 0.32)]
      : place === 2
        ? [note("bass", step(chord, 2, -1), 0, 0.8, 0.26)]
        : [],
  brush: (_, place) => [
    note("brush", 0, 0, 0.2, place % 2 ? 0.09 : 0.04),
    note("brush", 0, 0.5, 0.1, 0.03),
  ],
  marimba: (chord, place) =>
    place % 2
      ? [0, 1, 2].map((n) => note("marimba", step(chord, n, 1), 0, 0.5, 0.08))
      : [note("marimba", step(chord, 1, 1), 0.5, 0.5, 0.06)],
  accordion: (chord, place) =>
    place === 0 ? [0, 1, 2].map((n) => note("accordion", step(chord, n, 1), 0, 3.6, 0.028)) : [],
  melody: (chord, _, tune) =>
    [0, 1].flatMap((half) => {
      const n = tune(half);
      return n === null ? [] : [note("marimba", step(chord, n, 2), half / 2, 0.5, 0.13)];
    }),
  block: (_, place) => (place === 3 ? [note("block", 76, 0.5, 0.1, 0.1)] : []),
  bell: (chord, place) => (place === 0 ? [note("bell", step(chord, 2, 3), 0, 1, 0.035)] : []),
  counter: (chord, place, tune) =>
    place % 2 && tune(0) !== null
      ? [note("accordion", step(chord, 3 - (tune(0) ?? 0), 2), 0, 0.8, 0.03)]
      : [],
};

/** The last ten seconds: a wood block on each beat, higher as time runs out, and twice as fast at the end. */
function pulse(left: number): Note[] {
  const midi = 72 + Math.round((10_000 - left) / 1_000);
  const beat = [note("block", midi, 0, 0.1, 0.16), note("drum", 0, 0, 0.2, 0.14)];
  return left <= 3_200 ? [...beat, note("block", midi, 0.5, 0.1, 0.12)] : beat;
}

/** The beat that falls on the deadline. */
function lastBeat(mood: Mood): Note[] {
  if (mood === "suspense") return [];
  return [
    note("drum", 0, 0, 0.4, 0.4),
    note("bass", 45, 0, 1.6, 0.34),
    ...[69, 76].map((midi) => note("bell", midi, 0, 2, 0.09)),
  ];
}
