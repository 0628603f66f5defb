/** What holds for the house's voice in every game that has one. */

import { describe, expect, test } from "vitest";
import { MAX_LENGTH, react, type House, type Line, type Observer } from "$app/voice/house";
import { MANNER } from "$app/voice/manner";
import type { Locale } from "$app/i18n/index.svelte";
import type { Evening, Scene } from "./evening";

const voices = import.meta.glob<{ voice: Observer }>("$cartridges/*/web/voice.ts", { eager: true });
const evenings = import.meta.glob<{ evening: Evening }>("$cartridges/*/web/test/evening.ts", {
  eager: true,
});
const GAMES = Object.entries(voices).map(([path, { voice }]) => {
  const evening = evenings[path.replace("voice.ts", "test/evening.ts")]?.evening;
  return { kind: /cartridges\/(\w+)\//.exec(path)?.[1] ?? path, voice, evening };
});
const EVENINGS = 100;
/** Fewer lines would be a silent house. */
const FEWEST_LINES = 4;

interface Spoken {
  line: Line;
  scene: Scene;
}

/** Plays an evening. The house remembers what it has spoken on earlier ones. */
function play(scenes: Scene[], voice: Observer, locale: Locale, spoken: ReadonlySet<string>) {
  let house: House = { memory: voice.start(), spoken };
  const lines: Spoken[] = [];
  for (const scene of scenes) {
    const { house: next, line } = react(house, scene.moment, voice, locale, MANNER[locale]);
    house = next;
    if (line) lines.push({ line, scene });
  }
  return { lines, spoken: house.spoken };
}

test("games with a voice have an evening to simulate", () => {
  expect(GAMES.length).toBeGreaterThanOrEqual(2);
  expect(GAMES.filter(({ evening }) => !evening)).toEqual([]);
});

describe.each(GAMES)("$kind", ({ voice, evening }) => {
  const scenes = Array.from({ length: EVENINGS }, (_, seed) => evening?.(seed) ?? []);

  describe.each(["en", "da"] as const)("%s", (locale) => {
    let spoken: ReadonlySet<string> = new Set();
    const played = scenes.map((evening) => {
      const result = play(evening, voice, locale, spoken);
      ({ spoken } = result);
      return result.lines;
    });

    test("comments every evening, and never repeats a line in a hundred", () => {
      const texts = played.flat().map(({ line }) => line.text);
      expect(new Set(texts).size).toBe(texts.length);
      expect(Math.min(...played.map((lines) => lines.length))).toBeGreaterThanOrEqual(FEWEST_LINES);
    });

    test("names no secret before the screen shows it", () => {
      const leaks = played
        .flat()
        .filter(({ line, scene }) =>
          scene.secrets.some(
            ({ text, openAfter }) => line.text.includes(text) && line.after < openAfter,
          ),
        );
      expect(leaks.map(({ line }) => line.text)).toEqual([]);
    });

    test("lines are short and complete", () => {
      const texts = played.flat().map(({ line }) => line.text);
      expect(texts.filter((text) => [...text].length > MAX_LENGTH || /[{}]/.test(text))).toEqual(
        [],
      );
    });

    test("the same events give the same lines", () => {
      const [first = []] = scenes;
      const texts = () => play(first, voice, locale, new Set()).lines.map(({ line }) => line.text);
      expect(texts()).toEqual(texts());
    });
  });

  test("every topic has phrases in both languages", () => {
    expect(Object.keys(voice.phrases.da).sort()).toEqual(Object.keys(voice.phrases.en).sort());
    for (const phrases of Object.values(voice.phrases))
      for (const [topic, texts] of Object.entries(phrases))
        expect(texts.length, topic).toBeGreaterThanOrEqual(4);
  });

  test("the evenings reach every topic", () => {
    const reached = new Set<string>();
    for (const evening of scenes) {
      let memory = voice.start();
      for (const { moment } of evening) {
        const result = voice.observe(memory, moment);
        memory = result.memory;
        for (const { topic } of result.remarks) reached.add(topic);
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(voice.phrases.en).sort());
  });
});
