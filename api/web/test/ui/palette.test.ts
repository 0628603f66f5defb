import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../src/ui/palette.css", import.meta.url), "utf8");
const colour = (name: string): string => {
  const hex = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1];
  if (!hex) throw new Error(`no colour ${name}`);
  return hex;
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(colour(one)), luminance(colour(other))].sort(
    (a, b) => b - a,
  );
  return (light + 0.05) / (dark + 0.05);
}

const PAPERS = ["coral", "mustard", "mint", "sky", "rose"];
const TEXT = 4.5;
const OUTLINE = 3;

describe("contrast (WCAG 2.2 AA)", () => {
  test.each(PAPERS)("ink on %s", (paper) => expect(contrast("ink", paper)).toBeGreaterThan(TEXT));
  test.each(PAPERS)("%s on night", (paper) => {
    expect(contrast(paper, "night")).toBeGreaterThan(TEXT);
    expect(contrast(paper, "night-raised")).toBeGreaterThan(TEXT);
  });
  test.each(PAPERS)("deep %s on paper", (paper) => {
    expect(contrast(`${paper}-deep`, "paper")).toBeGreaterThan(TEXT);
    expect(contrast(`${paper}-deep`, "paper-raised")).toBeGreaterThan(TEXT);
  });
  test.each([
    ["ink", "paper"],
    ["ink-soft", "paper"],
    ["ink-soft", "paper-raised"],
    ["chalk", "night"],
    ["chalk-soft", "night"],
    ["chalk-soft", "night-raised"],
  ])("%s on %s", (text, ground) => expect(contrast(text, ground)).toBeGreaterThan(TEXT));
  test.each([
    ["paper-line", "paper"],
    ["paper-line", "paper-raised"],
    ["night-line", "night"],
    ["night-line", "night-raised"],
  ])("outline %s on %s", (line, ground) => expect(contrast(line, ground)).toBeGreaterThan(OUTLINE));
});
