import { describe, expect, test } from "vitest";
import { arrange } from "$app/ui/tv/cells";
import { search, searchScale, type Fitted } from "$app/ui/tv/fit";

/** Returns whether content fits that is 100 high at scale 1 in one column, or in `perLine` a line when limited. */
const content =
  (height: number, perLine = Infinity) =>
  ({ scale, columns, lines }: Fitted) =>
    (lines === null ? (height * scale) / columns : perLine * lines) <= 100;

describe("search", () => {
  test("lets small content grow up to the largest scale", () => {
    expect(search(content(10), { max: 1.5 })).toEqual({ scale: 1.5, columns: 1, lines: null });
  });

  test("finds the largest scale that fits", () => {
    const { scale } = search(content(160), {});
    expect(scale).toBeGreaterThan(0.61);
    expect(scale).toBeLessThanOrEqual(0.625);
  });

  test("prefers the first number of columns, and takes the one with the largest text", () => {
    expect(search(content(100), { columns: [2, 1, 3] }).columns).toBe(2);
    expect(search(content(280), { columns: [2, 1, 3] }).columns).toBe(3);
  });

  test("limits the lines only when the smallest scale does not fit", () => {
    expect(search(content(1000, 24), {})).toEqual({ scale: 0.4, columns: 1, lines: 4 });
  });

  test("ends with one line when nothing fits", () => {
    expect(search(() => false, { columns: [1, 2] }).lines).toBe(1);
  });
});

describe("searchScale", () => {
  test("never limits the lines", () => {
    expect(searchScale(content(160), {})?.lines).toBeNull();
    expect(searchScale(content(1000, 24), {})).toBeNull();
  });

  test("takes other columns for the sake of a long word", () => {
    const holdsWord = ({ scale, columns }: Fitted) => scale * columns <= 2;
    const fits = (one: Fitted) => content(150)(one) && holdsWord(one);
    expect(searchScale(fits, { columns: [3, 2, 1] })).toMatchObject({ columns: 2, scale: 1 });
  });
});

describe("arrange", () => {
  const sizes = [
    { width: 50, height: 50 },
    { width: 10, height: 20 },
  ];
  const space = { width: 100, height: 100 };

  test("takes the largest cells with which all fit", () => {
    expect(arrange(4, space, sizes)).toEqual({ size: 0, shown: 4 });
    expect(arrange(5, space, sizes)).toEqual({ size: 1, shown: 5 });
    expect(arrange(50, space, sizes)).toEqual({ size: 1, shown: 50 });
  });

  test("leaves one cell for the number of the others", () => {
    expect(arrange(51, space, sizes)).toEqual({ size: 1, shown: 49 });
    expect(arrange(200, { width: 100, height: 5 }, sizes)).toEqual({ size: 1, shown: 9 });
  });
});
