/** The figures of the last minutes, for the charts. The page collects them while it is open. */

import type { Overview } from "../admin-api";

/** Number of pictures that a chart shows: three minutes. */
export const MAX_POINTS = 180;

export interface Point {
  sockets: number;
  due: number;
  events: number;
  /** Null without any deadline. */
  lateness: number | null;
}

/** Returns the history with the figures of one more picture. */
export function withPicture(history: readonly Point[], { figures, queue }: Overview): Point[] {
  const point = {
    sockets: figures.sockets,
    due: queue.due,
    events: figures.events_per_second,
    lateness: figures.lateness_p99_ms ?? null,
  };
  return [...history, point].slice(-MAX_POINTS);
}

/**
 * Returns the path of a chart with the newest value at the right edge. A missing value interrupts the line. The vertical
 * axis starts at 0 and ends at the largest value, or at `least` if all are smaller.
 */
export function chartPath(
  values: readonly (number | null)[],
  { width, height, least }: { width: number; height: number; least: number },
): string {
  const largest = Math.max(least, ...values.map((value) => value ?? 0));
  const step = width / (MAX_POINTS - 1);
  const start = width - step * (values.length - 1);
  let pen = "M";
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const [x, y] = [start + step * index, height - (value / largest) * height];
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = "L";
  });
  return path;
}
