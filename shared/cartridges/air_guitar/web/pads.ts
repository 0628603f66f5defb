/** The phone's sets of chords. The six chords of a pad fit together in any order. */

import type { Key } from "$app/i18n/index.svelte";

export interface Pad {
  name: string;
  label: Key;
  chords: string[];
}

/** Chords are in reading order. The most common ones are at the edges, where thumbs find them blindly. */
export const PADS: [Pad, ...Pad[]] = [
  {
    name: "campfire",
    label: "guitar_pad_campfire",
    chords: ["G", "D", "Em", "C", "Am", "D7"],
  },
  {
    name: "pop",
    label: "guitar_pad_pop",
    chords: ["C", "G", "Am", "F", "Dm", "E7"],
  },
  {
    name: "rock",
    label: "guitar_pad_rock",
    chords: ["A", "E", "F#m", "D", "Bm", "B7"],
  },
  {
    name: "blues",
    label: "guitar_pad_blues",
    chords: ["E7", "A7", "B7", "E", "Am", "G"],
  },
  {
    name: "moody",
    label: "guitar_pad_moody",
    chords: ["Em", "C", "G", "Bm", "Am7", "Dsus2"],
  },
];

export const padNamed = (name: string | null): Pad =>
  PADS.find((pad) => pad.name === name) ?? PADS[0];
