/** Drawings for the gallery. */

import { encodeStroke, HEIGHT, MAX_STROKES, onPaper, WIDTH, type Stroke } from "../paper/drawing";
import { newShape, outline, type ShapeKind } from "../paper/shapes";

const shape = (colour: number, kind: ShapeKind, x: number, y: number, size: number): Stroke => ({
  colour,
  points: outline({ ...newShape(kind), x, y, size }),
});

/** A cat with whiskers. */
export const CAT: string[] = [
  shape(0, "circle", 2048, 1536, 900),
  shape(1, "triangle", 1450, 800, 380),
  shape(1, "triangle", 2650, 800, 380),
  shape(3, "circle", 1750, 1400, 120),
  shape(3, "circle", 2350, 1400, 120),
  shape(5, "triangle", 2048, 1700, 110),
  shape(0, "line", 1400, 1800, 420),
  shape(0, "line", 2700, 1800, 420),
].map(encodeStroke);

/** As many strokes as a drawing can have, over the whole paper. */
export const FULL: string[] = Array.from({ length: MAX_STROKES }, (_, n) =>
  encodeStroke({
    colour: n % 6,
    points: [
      onPaper((n % 20) * 205, Math.floor(n / 20) * 307),
      onPaper(WIDTH - (n % 17) * 240, HEIGHT - (n % 13) * 236),
    ],
  }),
);
