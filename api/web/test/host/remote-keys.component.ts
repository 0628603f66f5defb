import { afterEach, beforeEach, expect, test } from "vitest";
import { focusIfFree, handleArrow, nearest, type Box } from "$app/host/keys/remote-keys";

const box = (left: number, top: number): Box => ({ left, top, right: left + 80, bottom: top + 40 });
/** Two rows of three, and one button below. */
const GRID = [
  box(0, 0),
  box(100, 0),
  box(200, 0),
  box(0, 60),
  box(100, 60),
  box(200, 60),
  box(0, 200),
];

test.each([
  [0, "right", 1],
  [1, "right", 2],
  [2, "right", -1],
  [1, "down", 4],
  [4, "up", 1],
  [5, "left", 4],
  [3, "down", 6],
  [6, "up", 3],
  [0, "up", -1],
] as const)("from button %i %s to %i", (from, direction, to) => {
  const others = GRID.map((one, i) => (i === from ? box(-9_999, -9_999) : one));
  const found = nearest(GRID[from]!, others, direction);
  expect(found === from ? -1 : found).toBe(to);
});

beforeEach(() => {
  document.body.innerHTML = `<button id="a"></button><input id="t"><button id="b"></button>`;
  document.querySelectorAll("button").forEach((button, i) => {
    button.getClientRects = () => [{}] as unknown as DOMRectList;
    button.getBoundingClientRect = () => box(i * 100, 0) as DOMRect;
  });
  document.addEventListener("keydown", handleArrow);
});
afterEach(() => document.removeEventListener("keydown", handleArrow));
const press = (key: string) =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
const focused = () => document.activeElement?.id;

test("the first arrow focuses the first button, the next ones move on", () => {
  press("ArrowRight");
  expect(focused()).toBe("a");
  press("ArrowRight");
  expect(focused()).toBe("b");
  press("ArrowLeft");
  expect(focused()).toBe("a");
});

test("a text field keeps its arrows", () => {
  document.getElementById("t")?.focus();
  press("ArrowRight");
  expect(focused()).toBe("t");
});

test("takes the focus from nobody", () => {
  focusIfFree(document.getElementById("b")!);
  expect(focused()).toBe("b");
  focusIfFree(document.getElementById("a")!);
  expect(focused()).toBe("b");
});
