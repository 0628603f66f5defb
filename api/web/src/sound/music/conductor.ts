/**
 * Plays the music of a session: looks a second ahead, and schedules each beat on the audio clock at the moment that
 * the server's clock gives. A change of phase fades the old music and starts the new one.
 */

import { accordion, bass, bell, block, drum, hertz, marimba, shaker } from "../instruments";
import type { Place } from "../instruments";
import { beatsBetween, type Grid } from "./grid";
import { notesOf, type Mood, type Note } from "./theme";

/** What plays: a change of `key` starts it again. */
export interface Scene {
  key: string;
  mood: Mood;
  players: number;
  grid: Grid;
}

/** The clocks that the music needs. All are read together. */
export interface Moment {
  /** The server's time in ms. */
  server: number;
  /** The position of the audio clock that is audible at that time, in seconds. */
  audible: number;
}

/** How far ahead notes are scheduled. Timers of a busy page are late by less. */
const AHEAD_MS = 1_200;
/** Notes that are due sooner would start late. */
const SOONEST_MS = 15;
const FADE_SECONDS = 0.06;
/** The last chord rings on into the next phase. */
const RING_SECONDS = 0.9;

export class Conductor {
  #scene: Scene | null = null;
  #take: GainNode | null = null;
  #scheduledTo = 0;

  constructor(
    private readonly audio: AudioContext,
    private readonly out: AudioNode,
    private readonly moment: () => Moment | null,
    /** Called for each beat, with the time of the audio clock, in seconds. The browser suite reads it. */
    private readonly onbeat: (at: number, number: number) => void = () => {},
  ) {}

  /** Changes what plays. Call `conduct` often afterwards. */
  show(scene: Scene): void {
    if (scene.key === this.#scene?.key) {
      this.#scene = scene;
      return;
    }
    this.#leave();
    this.#scene = scene;
    this.#take = this.audio.createGain();
    this.#take.connect(this.out);
    this.#scheduledTo = (this.moment()?.server ?? 0) + SOONEST_MS;
    this.conduct();
  }

  /** Schedules the notes of the next moments. */
  conduct(): void {
    const now = this.moment();
    if (!now || !this.#scene || !this.#take || this.audio.state !== "running") return;
    const from = Math.max(this.#scheduledTo, now.server + SOONEST_MS);
    const to = now.server + AHEAD_MS;
    if (to <= from) return;
    const { mood, players, grid } = this.#scene;
    const place = { audio: this.audio, out: this.#take };
    for (const beat of beatsBetween(grid, from, to)) {
      const at = now.audible + (beat.at - now.server) / 1000;
      const notes = notesOf(mood, players, beat);
      for (const note of notes) {
        sound(place, at + (note.offset * beat.length) / 1000, note, beat.length / 1000);
      }
      if (notes.length) this.onbeat(at, beat.number);
    }
    this.#scheduledTo = to;
  }

  stop(): void {
    this.#leave();
    this.#scene = null;
  }

  /** Fades the current music, with all of its notes that are scheduled. */
  #leave(): void {
    const take = this.#take;
    if (!take) return;
    this.#take = null;
    const { deadline } = this.#scene?.grid ?? {};
    const now = this.moment()?.server ?? 0;
    const ended = deadline !== null && deadline !== undefined && now >= deadline - SOONEST_MS;
    const fade = ended ? RING_SECONDS : FADE_SECONDS;
    take.gain.setTargetAtTime(0, this.audio.currentTime, fade / 3);
    setTimeout(() => take.disconnect(), fade * 2_000);
  }
}

function sound(place: Place, at: number, note: Note, beat: number): void {
  const hz = hertz(note.midi);
  const length = note.length * beat;
  switch (note.instrument) {
    case "bass":
      return bass(place, at, hz, note.level, length);
    case "brush":
      return shaker(place, at, length, note.level);
    case "marimba":
      return marimba(place, at, hz, note.level);
    case "accordion":
      return accordion(place, at, hz, note.level, length);
    case "bell":
      return bell(place, at, hz, note.level);
    case "block":
      return block(place, at, hz, note.level);
    case "drum":
      return drum(place, at, note.level);
  }
}
