/** Shapes that people place without a finger: by keyboard, or with buttons. */

import { HEIGHT, onPaper, WIDTH, type Point } from "./drawing";

export const SHAPES = ["circle", "square", "triangle", "line"] as const;
export type ShapeKind = (typeof SHAPES)[number];

/** A shape before its placement. */
export interface Shape {
  kind: ShapeKind;
  x: number;
  y: number;
  /** Half of its width. */
  size: number;
  /** Rotation in eighths of a turn. */
  turn: number;
}

const STEP = 160;
const MIN_SIZE = 60;
const MAX_SIZE = HEIGHT / 2;
const CIRCLE_POINTS = 24;

/** Returns a shape in the middle of the paper. */
export const newShape = (kind: ShapeKind): Shape => ({
  kind,
  x: WIDTH / 2,
  y: HEIGHT / 2,
  size: 500,
  turn: 0,
});

export type Change = "left" | "right" | "up" | "down" | "smaller" | "larger" | "turn";

/** The keys of each change. */
export const KEYS: Readonly<Record<string, Change>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  "-": "smaller",
  "+": "larger",
  "=": "larger",
  r: "turn",
};

/** Returns the shape after a change. */
export function changed(shape: Shape, change: Change): Shape {
  const { x, y, size, turn } = shape;
  switch (change) {
    case "left":
      return { ...shape, x: Math.max(0, x - STEP) };
    case "right":
      return { ...shape, x: Math.min(WIDTH, x + STEP) };
    case "up":
      return { ...shape, y: Math.max(0, y - STEP) };
    case "down":
      return { ...shape, y: Math.min(HEIGHT, y + STEP) };
    case "smaller":
      return { ...shape, size: Math.max(MIN_SIZE, size * 0.8) };
    case "larger":
      return { ...shape, size: Math.min(MAX_SIZE, size * 1.25) };
    case "turn":
      return { ...shape, turn: (turn + 1) % 8 };
  }
}

/** Returns the points of a shape. Corners are doubled, because strokes are smooth. */
export function outline({ kind, x, y, size, turn }: Shape): Point[] {
  const around = (n: number, of: number, offset = 0) => {
    const angle = ((n + offset) / of + turn / 8) * 2 * Math.PI;
    return [size * Math.cos(angle), size * Math.sin(angle)] as const;
  };
  const corners = (of: number, offset: number) =>
    Array.from({ length: of + 1 }, (_, n) => around(n, of, offset)).flatMap((at) => [at, at]);
  const paths = {
    circle: () => Array.from({ length: CIRCLE_POINTS + 1 }, (_, n) => around(n, CIRCLE_POINTS)),
    square: () => corners(4, 0.5),
    triangle: () => corners(3, -0.25),
    line: () => [around(0, 2), around(1, 2)],
  };
  return paths[kind]().map(([dx, dy]) => onPaper(x + dx, y + dy));
}
