/** Synthesised instruments. Each function schedules one note at a time of the audio clock, in seconds. */

/** Where an instrument plays. */
export interface Place {
  audio: BaseAudioContext;
  out: AudioNode;
}

/** Silence for exponential ramps, which cannot reach zero. */
const SILENT = 0.0001;

export const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** A wood block that falls to its pitch. */
export function block({ audio, out }: Place, at: number, hz: number, level = 0.35): void {
  const tone = audio.createOscillator();
  tone.type = "triangle";
  tone.frequency.setValueAtTime(hz * 1.4, at);
  tone.frequency.exponentialRampToValueAtTime(hz, at + 0.02);
  tone.connect(struck({ audio, out }, at, level, 0.09));
  tone.start(at);
  tone.stop(at + 0.15);
}

export function bell(place: Place, at: number, hz: number, level = 0.2): void {
  for (const [ratio, share] of [
    [1, 1],
    [2.76, 0.3],
  ] as const) {
    const tone = place.audio.createOscillator();
    tone.frequency.value = hz * ratio;
    tone.connect(struck(place, at, level * share, 1.1 / ratio));
    tone.start(at);
    tone.stop(at + 1.3);
  }
}

export function marimba(place: Place, at: number, hz: number, level = 0.2): void {
  for (const [ratio, share, length] of [
    [1, 1, 0.42],
    [3.95, 0.22, 0.09],
  ] as const) {
    const tone = place.audio.createOscillator();
    tone.frequency.value = hz * ratio;
    tone.connect(struck(place, at, level * share, length));
    tone.start(at);
    tone.stop(at + length + 0.05);
  }
}

/** A plucked bass: a soft saw behind a filter that closes. */
export function bass(place: Place, at: number, hz: number, level = 0.3, length = 0.5): void {
  const { audio } = place;
  const tone = audio.createOscillator();
  tone.type = "sawtooth";
  tone.frequency.value = hz;
  const filter = audio.createBiquadFilter();
  filter.type = "lowpass";
  filter.frequency.setValueAtTime(hz * 7, at);
  filter.frequency.exponentialRampToValueAtTime(hz * 1.6, at + length * 0.6);
  tone.connect(filter).connect(struck(place, at, level, length));
  tone.start(at);
  tone.stop(at + length + 0.05);
}

/** An accordion: two reeds that beat against each other, with a slow bellows. */
export function accordion(place: Place, at: number, hz: number, level = 0.05, length = 0.9): void {
  const { audio, out } = place;
  const bellows = audio.createGain();
  bellows.gain.setValueAtTime(SILENT, at);
  bellows.gain.linearRampToValueAtTime(level, at + Math.min(0.12, length / 3));
  bellows.gain.setValueAtTime(level, at + length * 0.7);
  bellows.gain.linearRampToValueAtTime(SILENT, at + length);
  const box = audio.createBiquadFilter();
  box.type = "lowpass";
  box.frequency.value = 2_200;
  box.connect(bellows).connect(out);
  for (const cents of [-7, 7]) {
    const reed = audio.createOscillator();
    reed.type = "sawtooth";
    reed.frequency.value = hz;
    reed.detune.value = cents;
    reed.connect(box);
    reed.start(at);
    reed.stop(at + length + 0.02);
  }
}

/** Brushes and shakers: a burst of bright noise. */
export function shaker(place: Place, at: number, length: number, level = 0.12): void {
  const source = place.audio.createBufferSource();
  source.buffer = noise(place.audio);
  const bright = place.audio.createBiquadFilter();
  bright.type = "highpass";
  bright.frequency.value = 5_000;
  source.connect(bright).connect(struck(place, at, level, length));
  source.start(at, 0, length + 0.05);
}

/** A drum with a paper skin. */
export function drum(place: Place, at: number, level = 0.3): void {
  const { audio } = place;
  const skin = audio.createOscillator();
  skin.frequency.setValueAtTime(150, at);
  skin.frequency.exponentialRampToValueAtTime(62, at + 0.09);
  skin.connect(struck(place, at, level, 0.16));
  skin.start(at);
  skin.stop(at + 0.2);
}

const NOISE_SECONDS = 0.5;
const noises = new WeakMap<BaseAudioContext, AudioBuffer>();

function noise(audio: BaseAudioContext): AudioBuffer {
  const known = noises.get(audio);
  if (known) return known;
  const grains = audio.createBuffer(
    1,
    Math.ceil(audio.sampleRate * NOISE_SECONDS),
    audio.sampleRate,
  );
  const samples = grains.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  noises.set(audio, grains);
  return grains;
}

/** An envelope that jumps to `level` and fades over `length` seconds. */
function struck({ audio, out }: Place, at: number, level: number, length: number): AudioNode {
  const gain = audio.createGain();
  gain.gain.setValueAtTime(SILENT, at);
  gain.gain.exponentialRampToValueAtTime(Math.max(SILENT * 2, level), at + 0.004);
  gain.gain.exponentialRampToValueAtTime(SILENT, at + length);
  gain.connect(out);
  return gain;
}
