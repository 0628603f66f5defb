import { expect, test } from "vitest";
import { chartPath, MAX_POINTS, withPicture } from "$app/admin/figures/history";
import type { Overview } from "$app/admin/admin-api";
import { catalogues } from "$app/admin/words";

const SIZE = { width: MAX_POINTS - 1, height: 10, least: 10 };

test("the newest value is at the right edge", () => {
  expect(chartPath([0, 5, 10], SIZE)).toBe("M177.0 10.0L178.0 5.0L179.0 0.0");
});

test("a missing value interrupts the line", () => {
  expect(chartPath([10, null, 10], SIZE)).toBe("M177.0 0.0M179.0 0.0");
});

test("large values change the scale", () => {
  expect(chartPath([20, 10], SIZE)).toBe("M178.0 0.0L179.0 5.0");
});

test("keeps the last minutes", () => {
  const figures = { sockets: 1, events_per_second: 2 } as Overview["figures"];
  const overview = { figures, queue: { due: 3 } } as Overview;
  let history: ReturnType<typeof withPicture> = [];
  for (let n = 0; n < MAX_POINTS + 5; n++) history = withPicture(history, overview);
  expect(history).toHaveLength(MAX_POINTS);
  expect(history[0]).toEqual({ sockets: 1, due: 3, events: 2, lateness: null });
});

test("both languages have the same placeholders", () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [word, text] of Object.entries(catalogues.en))
    expect(holes(catalogues.da[word as keyof typeof catalogues.da]), word).toEqual(holes(text));
});
