/**
 * Short synthesised sounds: wood block, bell, shaker. Phones start muted. Every sound comes with a visible
 * change, so the app works without sound.
 */

import { storage } from "$app/services";

export type Sound = "join" | "submit" | "tick" | "step" | "turn" | "truth" | "board" | "finale";

let context: AudioContext | null = null;
let on = $state(false);

export const sound = {
  get on() {
    return on;
  },
  /** Reads the stored choice. `defaultOn` applies until the person has chosen. */
  init(defaultOn: boolean): void {
    const stored = storage.setting("sound");
    on = stored === null ? defaultOn : stored === "on";
  },
  toggle(): void {
    on = !on;
    storage.saveSetting("sound", on ? "on" : "off");
    if (on) play("join");
  },
};

/** Plays a sound when sound is on. Browsers stay silent until the page is touched. */
export function play(sound: Sound): void {
  if (!on || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  // A suspended context would play all its ticks at once when it resumes.
  if (context.state === "running" || sound !== "tick")
    SCORES[sound](context, context.currentTime + 0.01);
}

/** Schedules a sound's notes from the time `at` of the audio clock, in seconds. */
type Score = (audio: AudioContext, at: number) => void;

const SCORES: Record<Sound, Score> = {
  join: (audio, at) => {
    block(audio, at, 520);
    block(audio, at + 0.09, 780);
  },
  submit: (audio, at) => shaker(audio, at, 0.08),
  tick: (audio, at) => block(audio, at, 400),
  step: (audio, at) => {
    block(audio, at, 620);
    shaker(audio, at + 0.05, 0.12);
  },
  turn: (audio, at) => block(audio, at, 880),
  truth: (audio, at) => [660, 880, 1320].forEach((hz, i) => bell(audio, at + i * 0.11, hz)),
  board: (audio, at) =>
    [0, 0.1, 0.2, 0.32].forEach((wait, i) => block(audio, at + wait, 440 + i * 110)),
  finale: (audio, at) =>
    [523, 659, 784, 1047, 1319].forEach((hz, i) => bell(audio, at + i * 0.14, hz)),
};

function block(audio: AudioContext, at: number, hz: number): void {
  const tone = audio.createOscillator();
  tone.type = "triangle";
  tone.frequency.setValueAtTime(hz * 1.4, at);
  tone.frequency.exponentialRampToValueAtTime(hz, at + 0.02);
  tone.connect(fading(audio, at, 0.35, 0.09));
  tone.start(at);
  tone.stop(at + 0.15);
}

function bell(audio: AudioContext, at: number, hz: number): void {
  for (const [ratio, level] of [
    [1, 0.2],
    [2.76, 0.06],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = hz * ratio;
    tone.connect(fading(audio, at, level, 1.1 / ratio));
    tone.start(at);
    tone.stop(at + 1.3);
  }
}

function shaker(audio: AudioContext, at: number, length: number): void {
  const grains = audio.createBuffer(1, Math.ceil(audio.sampleRate * length), audio.sampleRate);
  const samples = grains.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  const noise = audio.createBufferSource();
  noise.buffer = grains;
  const bright = audio.createBiquadFilter();
  bright.type = "highpass";
  bright.frequency.value = 5_000;
  noise.connect(bright).connect(fading(audio, at, 0.12, length));
  noise.start(at);
}

function fading(audio: AudioContext, at: number, level: number, length: number): AudioNode {
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(level, at + 0.004);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + length);
  gain.connect(audio.destination);
  return gain;
}
