/** Short synthesised sounds: wood block, bell, shaker, drum. */

import type { Sound } from "$app/ui/sound.svelte";
import { bell, block, drum, shaker, type Place } from "./instruments";
import { output } from "./output.svelte";

/** Schedules a sound's notes from the time `at` of the audio clock, in seconds. */
type Score = (place: Place, at: number) => void;

const ROLL_SECONDS = 0.55;
const ROLL_STROKES = 18;

const SCORES: Record<Sound, Score> = {
  join: (to, at) => {
    block(to, at, 520);
    block(to, at + 0.09, 780);
  },
  submit: (to, at) => shaker(to, at, 0.08),
  tick: (to, at) => block(to, at, 400),
  step: (to, at) => {
    block(to, at, 620);
    shaker(to, at + 0.05, 0.12);
  },
  // Grows, then stops before the card opens.
  roll: (to, at) => {
    for (let n = 0; n < ROLL_STROKES; n++)
      drum(to, at + (n * ROLL_SECONDS) / ROLL_STROKES, 0.05 + (0.2 * n) / ROLL_STROKES);
  },
  turn: (to, at) => block(to, at, 880),
  truth: (to, at) => [660, 880, 1320].forEach((hz, i) => bell(to, at + i * 0.11, hz)),
  board: (to, at) => [0, 0.1, 0.2, 0.32].forEach((wait, i) => block(to, at + wait, 440 + i * 110)),
  fanfare: (to, at) => [523, 659, 784].forEach((hz, i) => bell(to, at + i * 0.09, hz)),
  finale: (to, at) => [523, 659, 784, 1047, 1319].forEach((hz, i) => bell(to, at + i * 0.14, hz)),
};

/** Plays a sound now. While the browser blocks sound, nothing plays, because all would sound together later. */
export function playEffect(name: Sound): void {
  const { audio, destination } = output;
  if (!audio || !destination) return;
  if (!output.running) {
    void output.unlock();
    return;
  }
  SCORES[name]({ audio, out: destination }, audio.currentTime + 0.01);
}
