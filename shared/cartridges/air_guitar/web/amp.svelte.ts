/**
 * The TV's amplifier: sounds chords as plucked strings, one voice a guitarist. A browser lets no page
 * sound before it was touched; until then `waiting` is true, and a touch calls `wake`.
 */

import { pluck, TIMBRES } from "./pluck";
import { frets, hertz, notes, parse } from "./theory";
import type { Stroke } from "./types";

/** Seconds a string is computed for. */
const RINGS = 2.6;
/** Seconds between two strings under the hand. */
const STRUM = 0.011;
/** Seconds in which a guitarist's last chord is damped by the next. */
const DAMP = 0.07;

export class Amp {
  /** Whether a touch is needed before anything sounds. */
  waiting = $state(false);
  /** Strings that were set ringing: what a test can count and a meter can show. */
  plucked = $state(0);

  #audio: AudioContext | null = null;
  #out: AudioNode | null = null;
  #strings = new Map<string, AudioBuffer>();
  #voices = new Map<string, GainNode>();

  /** Tries to be ready before the first chord. */
  start(): void {
    if (this.#audio || typeof AudioContext === "undefined") return;
    this.#audio = new AudioContext({ latencyHint: "interactive" });
    this.#out = cabinet(this.#audio);
    this.#audio.onstatechange = () => this.#look();
    this.#look();
    void this.#resume();
  }

  /** Called by a touch. */
  async wake(): Promise<void> {
    this.start();
    await this.#resume();
  }

  stop(): void {
    void this.#audio?.close().catch(() => {});
    this.#audio = null;
    this.#voices.clear();
    this.#strings.clear();
  }

  /** Sounds a chord, damping what rang under the same hand. Unknown names are silent. */
  strike(player: string, name: string, stroke: Stroke = "down", seat = 0): void {
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
      // The hand is lighter on its way up, and on the last strings it meets.
      const touch = audio.createGain();
      touch.gain.value = (stroke === "up" ? 0.75 : 1) * (1 - 0.05 * i);
      string.connect(touch).connect(voice);
      string.start(now + i * STRUM);
      this.plucked += 1;
    });
  }

  /** Silence for a guitarist. */
  hush(player: string): void {
    if (this.#audio) this.#damp(player, this.#audio.currentTime);
  }

  #damp(player: string, now: number): void {
    const before = this.#voices.get(player);
    if (!before) return;
    this.#voices.delete(player);
    before.gain.setTargetAtTime(0, now, DAMP / 3);
    setTimeout(() => before.disconnect(), DAMP * 4_000);
  }

  #string(audio: AudioContext, note: number, timbre: number): AudioBuffer {
    const key = `${note}.${timbre}`;
    let buffer = this.#strings.get(key);
    if (!buffer) {
      const samples = pluck(hertz(note), audio.sampleRate, RINGS, TIMBRES[timbre]);
      buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
      buffer.copyToChannel(samples, 0);
      this.#strings.set(key, buffer);
    }
    return buffer;
  }

  /** Waits for a touch if it must; a page that is left meanwhile has nothing to wait for. */
  async #resume(): Promise<void> {
    await this.#audio?.resume().catch(() => {});
    this.#look();
  }

  #look(): void {
    this.waiting = this.#audio !== null && this.#audio.state !== "running";
  }
}

/** What a body of wood and a room add, and a limiter, so that eight guitars do not crackle. */
function cabinet(audio: AudioContext): AudioNode {
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
  body.connect(box).connect(air).connect(limit).connect(audio.destination);
  return body;
}
