/**
 * Synthesises a plucked string with the Karplus-Strong algorithm: noise circulates in a delay line of the
 * string's period and loses high frequencies at every turn. Tuning and pick position follow Jaffe and Smith.
 */

export interface Timbre {
  /** Brightness of the pluck, 0 to 1. */
  bright: number;
  /** Position of the pick along the string, 0 to 1. */
  at: number;
  /** The share of the amplitude that is left after a second, 0 to 1. */
  sustain: number;
}

export const TIMBRES: [Timbre, ...Timbre[]] = [
  { bright: 0.85, at: 0.13, sustain: 0.42 },
  { bright: 0.5, at: 0.22, sustain: 0.3 },
  { bright: 0.98, at: 0.08, sustain: 0.55 },
];

/** Returns a string's samples: `seconds` at `rate` samples a second, with a peak of 1. */
export function pluck(
  hz: number,
  rate: number,
  seconds: number,
  timbre: Timbre = TIMBRES[0],
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.ceil(rate * seconds));
  const period = rate / hz;
  // The averaging filter delays by half a sample. An all-pass filter adds the rest of the period's fraction.
  const whole = Math.floor(period - 0.5);
  const rest = period - 0.5 - whole;
  const allPass = (1 - rest) / (1 + rest);
  const loss = timbre.sustain ** (1 / hz);

  const string = excitation(whole, timbre);
  let [place, last, passedIn, passedOut] = [0, 0, 0, 0];
  let loudest = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = string[place] ?? 0;
    const soft = loss * 0.5 * (sample + last);
    last = sample;
    passedOut = allPass * (soft - passedOut) + passedIn;
    passedIn = soft;
    string[place] = passedOut;
    place = place + 1 === whole ? 0 : place + 1;
    samples[i] = sample;
    loudest = Math.max(loudest, Math.abs(sample));
  }
  const fade = Math.min(samples.length, Math.floor(rate * 0.05));
  for (let i = 0; i < samples.length; i++) {
    const end = Math.min(1, (samples.length - i) / fade);
    samples[i] = ((samples[i] ?? 0) / (loudest || 1)) * end;
  }
  return samples;
}

/** Returns the delay line's initial content: filtered noise, with the notches of the pick's position. */
function excitation(length: number, { bright, at }: Timbre): Float32Array {
  const noise = new Float32Array(length);
  let [seed, soft, sum] = [22_222, 0, 0];
  for (let i = 0; i < length; i++) {
    // A fixed linear congruential generator, so that a string sounds the same on every screen.
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    soft += bright * (seed / 2 ** 31 - 1 - soft);
    noise[i] = soft;
    sum += soft;
  }
  const pick = Math.max(1, Math.round(at * length));
  return noise.map(
    (value, i) =>
      value - sum / length - 0.9 * ((noise[(i + length - pick) % length] ?? 0) - sum / length),
  );
}
