/** Plays chords as plucked strings into the page's output, with one voice for each guitarist. */

import { output } from "$app/sound/output.svelte";
import { pluck, TIMBRES } from "./pluck";
import { frets, hertz, notes, parse } from "./chords";
import type { Stroke } from "../types";

/** Length of a string's sound, in seconds. */
const STRING_SECONDS = 2.6;
/** Delay between two strings of a chord, in seconds. */
const STRUM_SECONDS = 0.011;
/** Time in which a new chord silences the guitarist's previous one, in seconds. */
const DAMP_SECONDS = 0.07;

export class Amp {
  /** Number of strings plucked so far. The browser suite reads it. */
  plucked = $state(0);

  #audio: AudioContext | null = null;
  #out: AudioNode | null = null;
  #strings = new Map<string, AudioBuffer>();
  #voices = new Map<string, GainNode>();

  /** Opens the audio output ahead of the first chord. */
  start(): void {
    const { audio, destination } = output;
    if (this.#out || !audio || !destination) return;
    this.#audio = audio;
    this.#out = cabinet(audio, destination);
  }

  stop(): void {
    this.#out?.disconnect();
    this.#out = null;
    this.#voices.clear();
    this.#strings.clear();
  }

  /** Plays a chord and damps the player's previous one. Unknown chord names are silent. */
  play(player: string, name: string, stroke: Stroke = "down", seat = 0): void {
    const [audio, out, chord] = [this.#audio, this.#out, parse(name)];
    if (!audio || !out || !chord || audio.state !== "running") return;
    const now = audio.currentTime;
    this.#damp(player, now);

    const voice = audio.createGain();
    voice.gain.value = 0.34;
    const place = audio.createStereoPanner();
    place.pan.value = [0, -0.45, 0.45, -0.7, 0.7][seat % 5] ?? 0;
    voice.connect(place).connect(out);
    this.#voices.set(player, voice);

    const sounding = notes(frets(chord)).filter((note): note is number => note !== null);
    if (stroke === "up") sounding.reverse();
    sounding.forEach((note, i) => {
      const string = audio.createBufferSource();
      string.buffer = this.#string(audio, note, seat % TIMBRES.length);
      // Upstrokes and the last strings of a stroke are quieter.
      const touch = audio.createGain();
      touch.gain.value = (stroke === "up" ? 0.75 : 1) * (1 - 0.05 * i);
      string.connect(touch).connect(voice);
      string.start(now + i * STRUM_SECONDS);
      this.plucked += 1;
    });
  }

  #damp(player: string, now: number): void {
    const before = this.#voices.get(player);
    if (!before) return;
    this.#voices.delete(player);
    before.gain.setTargetAtTime(0, now, DAMP_SECONDS / 3);
    setTimeout(() => before.disconnect(), DAMP_SECONDS * 4_000);
  }

  #string(audio: AudioContext, note: number, timbre: number): AudioBuffer {
    const key = `${note}.${timbre}`;
    let buffer = this.#strings.get(key);
    if (!buffer) {
      const samples = pluck(hertz(note), audio.sampleRate, STRING_SECONDS, TIMBRES[timbre]);
      buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
      buffer.copyToChannel(samples, 0);
      this.#strings.set(key, buffer);
    }
    return buffer;
  }
}

/** Filters that imitate a guitar's body, and a limiter that prevents clipping with eight guitars. */
function cabinet(audio: AudioContext, destination: AudioNode): AudioNode {
  const [body, box, air, limit] = [
    audio.createBiquadFilter(),
    audio.createBiquadFilter(),
    audio.createBiquadFilter(),
    audio.createDynamicsCompressor(),
  ];
  body.type = "peaking";
  body.frequency.value = 110;
  body.gain.value = 4;
  box.type = "peaking";
  box.frequency.value = 230;
  box.gain.value = 3;
  air.type = "highshelf";
  air.frequency.value = 4_500;
  air.gain.value = -6;
  body.connect(box).connect(air).connect(limit).connect(destination);
  return body;
}
