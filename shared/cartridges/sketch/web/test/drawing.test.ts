import { describe, expect, test } from "vitest";
import {
  decodePoints,
  decodeStroke,
  encodePoints,
  encodeStroke,
  fitted,
  MAX_STROKES,
  onPaper,
  pathOf,
  simplify,
  undone,
  type Stroke,
} from "../paper/drawing";
import { changed, KEYS, newShape, outline, SHAPES } from "../paper/shapes";

const wave = (length: number) =>
  Array.from({ length }, (_, n) => onPaper(n * 60, 1500 + 900 * Math.sin(n * 1.7)));

describe("the encoding of drawings", () => {
  test("equals the server's", () => {
    const points = [onPaper(-5, -5), onPaper(9999, 9999), { x: 1, y: 2 }];
    expect(encodeStroke({ colour: 3, points })).toBe("3AAAA__v_ABAC");
    expect(decodePoints(encodePoints(points))).toEqual(points);
    expect(decodeStroke("3AAAA__v_ABAC")).toEqual({ colour: 3, points });
  });

  test("fits the largest drawing into the server's limit", () => {
    const strokes: Stroke[] = Array.from({ length: MAX_STROKES }, () => ({
      colour: 5,
      points: wave(64),
    }));
    const encoded = fitted(strokes);
    const bytes = new TextEncoder().encode(JSON.stringify(encoded)).length;
    expect(encoded).toHaveLength(MAX_STROKES);
    expect(bytes).toBeLessThanOrEqual(8 * 1024 + 1);
  });

  test("leaves a small drawing as it is", () => {
    const stroke = { colour: 0, points: wave(10) };
    expect(fitted([stroke])).toEqual([encodeStroke(stroke)]);
  });
});

test("leaves out points on a line", () => {
  const line = [0, 100, 200, 300].map((x) => ({ x, y: x }));
  expect(simplify(line, 4)).toEqual([line[0], line[3]]);
});

test("undo takes a long stroke back as a whole", () => {
  const one = { colour: 0, points: wave(3) };
  const more = { ...one, continues: true };
  expect(undone([one, one, more, more])).toEqual([one]);
  expect(undone([])).toEqual([]);
});

test("a dot has a path", () => {
  expect(pathOf([{ x: 5, y: 6 }])).toBe("M5 6h1");
  expect(pathOf([])).toBe("");
});

test("shapes stay on the paper, whatever moves them", () => {
  for (const kind of SHAPES) {
    let shape = newShape(kind);
    for (const change of Object.values(KEYS)) {
      for (let n = 0; n < 40; n += 1) shape = changed(shape, change);
      const points = outline(shape);
      expect(points.length).toBeGreaterThan(1);
      expect(points.every(({ x, y }) => x >= 0 && x < 4096 && y >= 0 && y < 3072)).toBe(true);
    }
  }
});
