/**
 * The TV's fitting rule. A region has a fixed size, and its only child has its natural height. Sizes inside are
 * multiples of the custom property `--fit`, and text is at least `--smallest`:
 *
 * - `--fit` becomes the largest scale with which the content fits.
 * - Where the region offers several numbers of columns, `--columns` becomes the one with the largest scale.
 * - Where even the smallest scale does not fit, `--lines` limits the lines of texts with the class `limited`,
 *   which then end with an ellipsis.
 * - No word is broken that a smaller size keeps whole. The whole content is smaller then, or, where it would lose much of
 *   its size, the texts with the long words alone.
 */

import type { Attachment } from "svelte/attachments";
import { followTexts } from "../text/follow-texts";
import { hasBrokenWord, shrinkBrokenWords } from "../text/whole-words";

export interface FitOptions {
  /** The largest scale. Content of a few words grows up to it. */
  max?: number;
  /** Numbers of columns to choose from. The first one is preferred. */
  columns?: readonly number[];
}

/** With smaller scales, only spaces and pictures would shrink: text has reached its smallest size. */
const MIN_SCALE = 0.4;
/** The search ends when the scale is known this exactly. */
const PRECISION = 0.01;
const MAX_LINES = 7;
/** Headings are questions, which lose their sense first, and they have the whole width. */
const MORE_HEADING_LINES = 2;
/** The share of its scale that the content keeps at least for the sake of a long word. */
const KEPT_FOR_WORDS = 0.75;

/** The properties of a region that has been fitted. */
export interface Fitted {
  scale: number;
  columns: number;
  /** Lines of each limited text; null without a limit. */
  lines: number | null;
}

/** Applies properties, and returns whether the content fits. */
type Fits = (properties: Fitted) => boolean;

/** Returns the largest scale with which the content fits, without a limit of lines; null where none fits. */
export function searchScale(
  fits: Fits,
  { max = 1, columns = [1] }: FitOptions,
): (Fitted & { lines: null }) | null {
  const scaleOf = (count: number): number => {
    const at = (scale: number) => fits({ scale, columns: count, lines: null });
    if (at(max)) return max;
    let [low, high] = [MIN_SCALE, max];
    if (!at(low)) return 0;
    while (high - low > PRECISION) {
      const middle = (low + high) / 2;
      if (at(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  const scales = columns.map((count) => ({ columns: count, scale: scaleOf(count) }));
  const best = scales.reduce((a, b) => (b.scale > a.scale ? b : a));
  return best.scale > 0 ? { ...best, lines: null } : null;
}

/** Returns the best properties. */
export function search(fits: Fits, options: FitOptions): Fitted {
  const unlimited = searchScale(fits, options);
  if (unlimited) return unlimited;
  const { columns = [1] } = options;
  for (let lines = MAX_LINES; lines > 1; lines -= 1) {
    for (const count of columns) {
      const limited = { scale: MIN_SCALE, columns: count, lines };
      if (fits(limited)) return limited;
    }
  }
  return { scale: MIN_SCALE, columns: Math.max(...columns), lines: 1 };
}

/** Fits the content of a region, again whenever the region's size or the content changes. */
export function fit(options: FitOptions = {}): Attachment<HTMLElement> {
  return (region) => {
    const apply = ({ scale, columns, lines }: Fitted) => {
      region.style.setProperty("--fit", String(scale));
      region.style.setProperty("--columns", String(columns));
      region.style.setProperty("--lines", lines === null ? "none" : String(lines));
      const headingLines = lines === null ? "none" : String(lines + MORE_HEADING_LINES);
      region.style.setProperty("--heading-lines", headingLines);
    };
    let restoreWords = () => {};
    const update = () => {
      const content = region.firstElementChild as HTMLElement | null;
      if (!content || region.clientHeight === 0) return;
      restoreWords();
      const fits = (properties: Fitted) => {
        apply(properties);
        return content.offsetHeight <= region.clientHeight;
      };
      const best = search(fits, options);
      apply(best);
      if (!hasBrokenWord(content)) return;
      const whole = searchScale((one) => fits(one) && !hasBrokenWord(content), options);
      apply(whole && whole.scale >= best.scale * KEPT_FOR_WORDS ? whole : best);
      restoreWords = shrinkBrokenWords(content);
    };
    const resized = new ResizeObserver(update);
    resized.observe(region);
    const unfollow = followTexts(region, update);
    update();
    return () => {
      resized.disconnect();
      unfollow();
    };
  };
}
