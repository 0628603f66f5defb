/** Arrow keys, as on a TV's remote, move the focus between the buttons of a host screen. OK is Enter. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Direction = "left" | "right" | "up" | "down";

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** A step to the side costs more than one ahead, so that the focus stays in its row or column. */
const ASIDE = 2.5;
const OVERLAP_PX = 1;

/** Returns the index of the nearest box in a direction; −1 without one. */
export function nearest(from: Box, boxes: readonly Box[], direction: Direction): number {
  let best = -1;
  let least = Infinity;
  boxes.forEach((box, i) => {
    const distance = cost(from, box, direction);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function cost(from: Box, to: Box, direction: Direction): number {
  const ahead = {
    left: from.left - to.right,
    right: to.left - from.right,
    up: from.top - to.bottom,
    down: to.top - from.bottom,
  }[direction];
  if (ahead < -OVERLAP_PX) return Infinity;
  const vertical = direction === "up" || direction === "down";
  const [a, b] = vertical
    ? [(from.left + from.right) / 2, (to.left + to.right) / 2]
    : [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2];
  return Math.max(0, ahead) + ASIDE * Math.abs(a - b);
}

const FOCUSABLE = "button:not(:disabled), a[href], input:not(:disabled), select, summary";
/** Elements that use the arrow keys themselves. */
const OWN_ARROWS = "input, textarea, select, [contenteditable]";

/** Moves the focus. Elements that use the arrow keys themselves keep them. */
export function handleArrow(event: KeyboardEvent): void {
  const direction = DIRECTIONS[event.key];
  const target = event.target instanceof Element ? event.target : null;
  if (!direction || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.defaultPrevented || target?.matches(OWN_ARROWS)) return;
  // An open dialog has the focus to itself.
  const scope = document.querySelector("dialog[open]") ?? document.body;
  const candidates = [...scope.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element !== target && element.getClientRects().length > 0,
  );
  const focused = target && candidates.length && target !== document.body ? target : null;
  const chosen = focused
    ? candidates[
        nearest(
          focused.getBoundingClientRect(),
          candidates.map((element) => element.getBoundingClientRect()),
          direction,
        )
      ]
    : candidates[0];
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
}

/** Focuses an element unless something else has the focus. */
export function focusIfFree(element: HTMLElement): void {
  if (document.activeElement === document.body || document.activeElement === null) element.focus();
}
