import { describe, expect, test } from "vitest";
import { PADS } from "../pads";
import { pluck, TIMBRES } from "../audio/pluck";
import { frets, hertz, notes, parse, pitches, position } from "../audio/chords";

const shape = (name: string) => {
  const chord = parse(name);
  return (
    chord &&
    frets(chord)
      .map((fret) => fret ?? "x")
      .join(" ")
  );
};
const sounding = (name: string) => {
  const chord = parse(name)!;
  const played = notes(frets(chord)).filter((note) => note !== null);
  return [...new Set(played.map((note) => note % 12))].sort((a, b) => a - b);
};

describe("chord names", () => {
  test.each([
    ["C", "x 3 2 0 1 0"],
    ["Em", "0 2 2 0 0 0"],
    ["F", "1 3 3 2 1 1"],
    ["F#m", "2 4 4 2 2 2"],
    ["Bb", "x 1 3 3 3 1"],
    ["D/F#", "2 x 0 2 3 2"],
    ["Am/G", "3 0 2 2 1 0"],
  ])("%s is played %s", (name, fingers) => expect(shape(name)).toBe(fingers));

  test("accept alternative spellings", () => {
    for (const [one, other] of [
      ["Cmaj7", "CM7"],
      ["Cm", "C-"],
      ["Cmin7", "Cm7"],
      ["Bdim", "B°"],
      ["Caug", "C+"],
      ["Csus", "Csus4"],
      ["B♭", "Bb"],
      ["C7(b9)", "C7"],
    ] as const)
      expect(parse(one), one).toEqual(parse(other));
  });

  test("reject unknown names", () => {
    for (const name of ["", "x", "N.C.", "Lorem ipsum", "<b>", "Cfoo", "🎸"])
      expect(parse(name), name).toBeNull();
  });

  test("every fingering is correct and playable", () => {
    const ends = [
      "",
      "m",
      "7",
      "m7",
      "maj7",
      "m7b5",
      "dim",
      "dim7",
      "aug",
      "sus2",
      "sus4",
      "7sus4",
    ];
    for (const end of [...ends, "6", "m6", "9", "m9", "maj9", "add9", "5"])
      for (const root of ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]) {
        const name = root + end;
        const chord = parse(name)!;
        const own = pitches(chord);
        for (const pitch of sounding(name)) expect(own, `${name} ${shape(name)}`).toContain(pitch);
        expect(sounding(name), name).toContain(chord.root);
        const pressed = frets(chord).filter((fret): fret is number => fret !== null && fret > 0);
        expect(Math.max(...pressed) - position(frets(chord)), name).toBeLessThan(5);
      }
  });

  test("of all pads are known", () => {
    for (const pad of PADS) for (const name of pad.chords) expect(parse(name), name).not.toBeNull();
  });
});

describe("a plucked string", () => {
  const RATE = 44_100;
  /** Estimates the pitch by autocorrelation. */
  function pitch(samples: Float32Array, near: number): number {
    const from = 8_000;
    let [best, at] = [-Infinity, 0];
    for (let lag = Math.floor(RATE / near / 1.1); lag <= Math.ceil((RATE / near) * 1.1); lag++) {
      let likeness = 0;
      for (let i = from; i < from + 6_000; i++)
        likeness += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
      if (likeness > best) [best, at] = [likeness, lag];
    }
    return RATE / at;
  }
  const loudness = (samples: Float32Array, from: number) => {
    const part = samples.slice(from * RATE, (from + 0.1) * RATE);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
  };

  test.each([40, 45, 52, 57, 64, 76])("note %i is in tune in every timbre", (note) => {
    for (const timbre of TIMBRES) {
      const actual = pitch(pluck(hertz(note), RATE, 0.5, timbre), hertz(note));
      // Within the resolution of one sample.
      expect(Math.abs(actual / hertz(note) - 1)).toBeLessThan(0.008);
    }
  });

  test("decays to silence without clipping", () => {
    const samples = pluck(110, RATE, 2.6);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(loudness(samples, 0.1)).toBeGreaterThan(0.05);
    expect(loudness(samples, 2)).toBeLessThan(loudness(samples, 0.1) / 2);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
  });
});
