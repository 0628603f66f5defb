/** Drawings: strokes on paper of 4096 by 3072 units. The server has the same encoding and limits. */

export const WIDTH = 4096;
export const HEIGHT = 3072;
const MAX_BYTES = 8 * 1024;
export const MAX_STROKES = 200;
/** Maximum number of points of a stroke. A longer one continues as another stroke, because live messages are short. */
export const MAX_POINTS = 64;
/** Bytes of a JSON list for each text: quotes and a comma. */
const LIST_BYTES = 3;

/** The colours of the palette, by their number. */
export const COLOURS = ["ink", "coral", "mustard", "mint-deep", "sky-deep", "rose"] as const;

export interface Point {
  x: number;
  y: number;
}

export interface Stroke {
  colour: number;
  points: readonly Point[];
  /** Whether the stroke continues the one before, so that both are undone together. */
  continues?: boolean;
}

/** Encodes points: four characters of base64url each, 12 bits for x and 12 bits for y. */
export function encodePoints(points: readonly Point[]): string {
  const bytes = points.flatMap(({ x, y }) => [x >> 4, ((x & 15) << 4) | (y >> 8), y & 255]);
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
}

/** Decodes points. The server has checked them. */
export function decodePoints(text: string): Point[] {
  const bytes = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const at = (index: number) => bytes.charCodeAt(index);
  return Array.from({ length: Math.floor(bytes.length / 3) }, (_, n) => ({
    x: (at(3 * n) << 4) | (at(3 * n + 1) >> 4),
    y: ((at(3 * n + 1) & 15) << 8) | at(3 * n + 2),
  }));
}

export const encodeStroke = ({ colour, points }: Stroke): string =>
  `${colour}${encodePoints(points)}`;

export const decodeStroke = (text: string): Stroke => ({
  colour: Number(text[0]),
  points: decodePoints(text.slice(1)),
});

/** Returns the point at these coordinates, on the paper. */
export const onPaper = (x: number, y: number): Point => ({
  x: Math.min(WIDTH - 1, Math.max(0, Math.round(x))),
  y: Math.min(HEIGHT - 1, Math.max(0, Math.round(y))),
});

/** Returns the path of a stroke: curves through the middles between its points. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const end = rest[rest.length - 1];
  if (!end) return `M${first.x} ${first.y}h1`;
  const curves = rest.slice(0, -1).map((point, n) => {
    const next = rest[n + 1] ?? end;
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `M${first.x} ${first.y}${curves.join("")}L${end.x} ${end.y}`;
}

/** Leaves out points that are closer than `tolerance` to the line without them (Ramer, Douglas, Peucker). */
export function simplify(points: readonly Point[], tolerance: number): readonly Point[] {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || points.length < 3) return points;
  let [farthest, most] = [0, 0];
  for (let n = 1; n < points.length - 1; n += 1) {
    const distance = distanceToLine(points[n]!, first, last);
    if (distance > most) [farthest, most] = [n, distance];
  }
  if (most <= tolerance) return [first, last];
  const before = simplify(points.slice(0, farthest + 1), tolerance);
  return [...before.slice(0, -1), ...simplify(points.slice(farthest), tolerance)];
}

function distanceToLine({ x, y }: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - from.x, y - from.y);
  return Math.abs(dx * (y - from.y) - dy * (x - from.x)) / length;
}

/** Returns the drawing for the server, with as few points left out as its size requires. */
export function fitted(strokes: readonly Stroke[]): string[] {
  for (let tolerance = 4; ; tolerance *= 2) {
    const encoded = strokes.map((stroke) =>
      encodeStroke({ ...stroke, points: simplify(stroke.points, tolerance) }),
    );
    const bytes = encoded.reduce((sum, one) => sum + one.length + LIST_BYTES, 0);
    if (bytes <= MAX_BYTES || tolerance > WIDTH) return encoded;
  }
}

/** Returns the drawing without its last stroke and those that it continues. */
export function undone(strokes: readonly Stroke[]): readonly Stroke[] {
  let end = strokes.length - 1;
  while (end > 0 && strokes[end]?.continues) end -= 1;
  return strokes.slice(0, Math.max(0, end));
}
