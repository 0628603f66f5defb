/** Parses chord names, and finds their notes and their fingering on a guitar in standard tuning. */

/** Semitones above the root, by the chord's quality. */
const QUALITIES: Record<string, number[]> = {
  "": [0, 4, 7],
  m: [0, 3, 7],
  "7": [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  m7b5: [0, 3, 6, 10],
  dim: [0, 3, 6],
  dim7: [0, 3, 6, 9],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  "7sus4": [0, 5, 7, 10],
  "6": [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  "9": [0, 4, 7, 10, 2],
  m9: [0, 3, 7, 10, 2],
  maj9: [0, 4, 7, 11, 2],
  add9: [0, 4, 7, 2],
  "5": [0, 7],
};

/** Alternative spellings of qualities. */
const SPELLINGS: [RegExp, string][] = [
  [/^(major|maj|M)$/, ""],
  [/^(minor|min|mi|-)$/, "m"],
  [/^(major|ma|M|Δ|j)7?$/, "maj7"],
  [/^(min|mi|-)(\d.*)$/, "m$2"],
  [/^(ø7?|m7♭5|m7-5)$/, "m7b5"],
  [/^(°7|o7)$/, "dim7"],
  [/^(°|o)$/, "dim"],
  [/^\+$/, "aug"],
  [/^sus$/, "sus4"],
  [/^2$/, "sus2"],
  [/^4$/, "sus4"],
];

const LETTERS: Record<string, number> = {
  C: 0,
  D: 2,
  E: 4,
  F: 5,
  G: 7,
  A: 9,
  B: 11,
  H: 11,
};

/** The open strings as MIDI note numbers, low to high. */
export const TUNING = [40, 45, 50, 55, 59, 64];

/** The fret of each string, low to high; null for a string that is not played. */
export type Frets = (number | null)[];

export interface Chord {
  /** 0 is C. */
  root: number;
  quality: string;
  /** The bass note's pitch class; null when the root is the bass. */
  bass: number | null;
}

/** Common shapes in open position, by root and quality. */
const OPEN: Record<string, string> = {
  "0": "x32010",
  "2": "xx0232",
  "4": "022100",
  "7": "320003",
  "9": "x02220",
  "2m": "xx0231",
  "4m": "022000",
  "9m": "x02210",
  "07": "x32310",
  "27": "xx0212",
  "47": "020100",
  "77": "320001",
  "97": "x02020",
  "117": "x21202",
  "0maj7": "x32000",
  "2maj7": "xx0222",
  "5maj7": "xx3210",
  "7maj7": "320002",
  "9maj7": "x02120",
  "2m7": "xx0211",
  "4m7": "022030",
  "9m7": "x02010",
  "11m7": "x20202",
  "2sus4": "xx0233",
  "4sus4": "022200",
  "9sus4": "x02230",
  "2sus2": "xx0230",
  "9sus2": "x02200",
  "0add9": "x32030",
  "7add9": "320203",
};

/** Movable shapes, with the root on the low E string or on the A string. */
const ON_E: Record<string, string> = {
  "": "022100",
  m: "022000",
  "7": "020100",
  m7: "020000",
  maj7: "021100",
  sus4: "022200",
  "7sus4": "020200",
  "6": "022120",
  m6: "022020",
  "9": "020102",
  m9: "020002",
  maj9: "021102",
  add9: "024100",
  "5": "022xxx",
};
const ON_A: Record<string, string> = {
  "": "x02220",
  m: "x02210",
  "7": "x02020",
  m7: "x02010",
  maj7: "x02120",
  m7b5: "x0101x",
  dim: "x0121x",
  dim7: "x01212",
  aug: "x03221",
  sus2: "x02200",
  sus4: "x02230",
  "7sus4": "x02030",
  "6": "x02222",
  m6: "x02212",
  add9: "x02420",
  "5": "x022xx",
};

/** Parses a chord's name; null when it is unknown. */
export function parse(name: string): Chord | null {
  const read = /^([A-H])([#♯b♭]?)([^/]*)(?:\/([A-H])([#♯b♭]?))?$/.exec(name.trim());
  if (!read) return null;
  const [, letter = "C", sign = "", end = "", bassLetter, bassSign = ""] = read;
  const quality = qualityOf(end.replace(/[()\s]/g, ""));
  if (quality === null) return null;
  const bass = bassLetter === undefined ? null : pitch(bassLetter, bassSign);
  return { root: pitch(letter, sign), quality, bass };
}

function qualityOf(end: string): string | null {
  if (end in QUALITIES) return end;
  for (const [spelling, quality] of SPELLINGS) {
    const read = end.replace(spelling, quality);
    if (read !== end && read in QUALITIES) return read;
  }
  // Unknown extensions are dropped: "7#9" is played as "7".
  const known = Object.keys(QUALITIES).filter((quality) => quality && end.startsWith(quality));
  return known.sort((a, b) => b.length - a.length)[0] ?? (/^1[13]/.test(end) ? "9" : null);
}

function pitch(letter: string, sign: string): number {
  const shift = sign === "#" || sign === "♯" ? 1 : sign ? -1 : 0;
  return ((LETTERS[letter] ?? 0) + shift + 12) % 12;
}

/** Returns a chord's pitch classes; 0 is C. */
export function pitches({ root, quality }: Chord): number[] {
  return (QUALITIES[quality] ?? []).map((above) => (root + above) % 12);
}

/** Returns a chord's fingering. */
export function frets(chord: Chord): Frets {
  const open = OPEN[`${chord.root}${chord.quality}`];
  return withBass(open ? read(open) : moved(chord), chord.bass);
}

const read = (shape: string): Frets =>
  [...shape].map((fret) => (fret === "x" ? null : Number(fret)));

function moved({ root, quality }: Chord): Frets {
  const upFrom = (open: number) => (root - open + 12) % 12;
  const [onE, onA] = [ON_E[quality], ON_A[quality]];
  const useE = onE && (!onA || upFrom(4) <= upFrom(9));
  const [shape = "x02220", up] = useE ? [onE, upFrom(4)] : [onA, upFrom(9)];
  return read(shape).map((fret) => (fret === null ? null : fret + up));
}

/** Returns the fingering with `bass` as the lowest note. */
function withBass(shape: Frets, bass: number | null): Frets {
  if (bass === null) return shape;
  const [onE, onA] = [(bass - 4 + 12) % 12, (bass - 9 + 12) % 12];
  return onE <= 4 ? [onE, ...shape.slice(1)] : [null, onA, ...shape.slice(2)];
}

/** Returns the MIDI note number of each string, low to high; null for a string that is not played. */
export function notes(shape: Frets): (number | null)[] {
  return shape.map((fret, string) => (fret === null ? null : (TUNING[string] ?? 40) + fret));
}

export const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** Returns the first fret of the fingering's diagram; 1 is at the nut. */
export function position(shape: Frets): number {
  const pressed = shape.filter((fret): fret is number => fret !== null && fret > 0);
  return Math.max(0, ...pressed) <= 4 ? 1 : Math.min(...pressed);
}
