/**
 * Finds faults of a page's layout: texts that overlap, are cut off or covered, leave the screen, or are too small, and
 * words that are broken although a smaller size would keep them whole.
 */

import type { Page } from "playwright-core";

export interface LayoutRules {
  /** Share of the screen at each edge that stays empty. */
  margin: number;
  /** The smallest font size as a share of the screen's height; 0 for none. */
  smallest: number;
  /** Whether the page may scroll down. */
  scrolls: boolean;
}

/** The rules of the TV: margins of 5 %, and 28 px on 1080 lines. */
export const TV_RULES: LayoutRules = { margin: 0.05, smallest: 28 / 1080, scrolls: false };
/** The start page is read from nearby. */
export const START_RULES: LayoutRules = { margin: 0, smallest: 0, scrolls: false };
export const PHONE_RULES: LayoutRules = { margin: 0, smallest: 0, scrolls: true };

/** Returns a sentence for each fault. */
export async function layoutFaults(page: Page, rules: LayoutRules): Promise<string[]> {
  return page.evaluate(findFaults, rules);
}

/** Runs in the page, and cannot refer to anything outside. */
async function findFaults({ margin, smallest, scrolls }: LayoutRules): Promise<string[]> {
  /** Rounding and rotated boxes. */
  const TOLERANCE_PX = 3;
  interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  interface Item {
    element: Element;
    label: string;
    boxes: Box[];
  }
  /**
   * Letters and digits. Texts in the excluded scripts break between any two letters.
   */
  const WORD =
    /(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}\p{N}'’])+/gu;
  /** The size at which a word may be broken: the TV's smallest, or the size of text on phones. */
  const smallestPx = smallest
    ? smallest * Math.min(innerHeight, (innerWidth * 9) / 16)
    : parseFloat(getComputedStyle(document.documentElement).fontSize);
  const faults: string[] = [];

  // Regions are fitted when the browser reports their new size, and lists after them. The layout is final when no box
  // has moved for some frames.
  await document.fonts.ready;
  const positions = () =>
    JSON.stringify(
      Array.from(document.querySelectorAll("body *"), (one) => one.getBoundingClientRect()),
    );
  for (let [still, before] = [0, ""]; still < 3;) {
    await new Promise(requestAnimationFrame);
    const now = positions();
    still = now === before ? still + 1 : 0;
    before = now;
  }

  const ancestors = (element: Element): Element[] => {
    const chain = [];
    for (let one: Element | null = element; one; one = one.parentElement) chain.push(one);
    return chain;
  };
  const cut = (box: Box, by: Box): Box => ({
    left: Math.max(box.left, by.left),
    top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right),
    bottom: Math.min(box.bottom, by.bottom),
  });
  /** Returns the first word of a text that is on two lines. */
  const brokenWord = (text: Node): string | undefined => {
    const range = document.createRange();
    for (const { 0: word, index } of (text.textContent ?? "").matchAll(WORD)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const [first, ...others] = range.getClientRects();
      if (first && others.some(({ top }) => Math.abs(top - first.top) > first.height / 2))
        return word;
    }
    return undefined;
  };
  const isEmpty = (box: Box) => box.right - box.left <= 0 || box.bottom - box.top <= 0;
  const boxOf = (rect: DOMRect): Box => ({
    left: rect.left,
    top: rect.top,
    right: rect.right,
    bottom: rect.bottom,
  });
  /** The letters' part of a line: fonts reserve space above and below. */
  const letters = (rect: DOMRect): Box => ({
    left: rect.left,
    top: rect.top + rect.height * 0.14,
    right: rect.right,
    bottom: rect.bottom - rect.height * 0.14,
  });

  function isVisible(element: Element, box: Box): boolean {
    // Closed details have boxes, although nothing of them is shown.
    if (!element.checkVisibility()) return false;
    const chain = ancestors(element);
    if (chain.some((one) => one.matches(".visually-hidden, .skyline"))) return false;
    const styles = chain.map((one) => getComputedStyle(one));
    if (styles.some(({ opacity, visibility }) => opacity === "0" || visibility === "hidden"))
      return false;
    if (!styles.some(({ backfaceVisibility }) => backfaceVisibility === "hidden")) return true;
    // A card that shows its other side receives no pointer.
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return document.elementsFromPoint(x, y).includes(element);
  }

  /** Cuts the lines of a text at its ancestors' edges. Reports texts that are cut off without an ellipsis. */
  function clip(element: Element, label: string, lines: Box[]): Box[] {
    let visible = lines;
    let hasEllipsis = false;
    for (const one of ancestors(element)) {
      const style = getComputedStyle(one);
      hasEllipsis ||= style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (one === document.body || one === document.documentElement) break;
      const isFixed = style.position === "fixed";
      // The edges of elements around a fixed one do not cut it off.
      if (style.overflowX === "visible" && style.overflowY === "visible") {
        if (isFixed) break;
        continue;
      }
      const edges = boxOf(one.getBoundingClientRect());
      const isScrolled = /auto|scroll/.test(style.overflowX + style.overflowY);
      const drops = one.hasAttribute("data-drops-overflow");
      for (const line of visible) {
        const kept = cut(line, edges);
        const lost =
          isEmpty(kept) ||
          line.right - line.left - (kept.right - kept.left) > TOLERANCE_PX ||
          line.bottom - line.top - (kept.bottom - kept.top) > TOLERANCE_PX;
        if (lost && !hasEllipsis && !isScrolled && !(drops && isEmpty(kept)))
          faults.push(`"${label}" is cut off`);
      }
      visible = visible.map((line) => cut(line, edges)).filter((line) => !isEmpty(line));
      if (isFixed) break;
    }
    return visible;
  }

  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  const items: Item[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (!element || !text || element.matches("script, style, noscript, title, option")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
    const first = lines[0];
    if (!first || !isVisible(element, boxOf(first))) continue;
    const label = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const boxes = clip(element, label, lines.map(letters));
    items.push({ element, label, boxes });
    const size = parseFloat(getComputedStyle(element).fontSize);
    const word = brokenWord(node);
    if (word && size > smallestPx + TOLERANCE_PX / 10)
      faults.push(`"${word}" is broken at ${size} px, above the smallest size of ${smallestPx}`);
    const minimum = smallest ? smallestPx : 0;
    if (size < minimum - 0.1) faults.push(`"${label}" has ${size} px instead of ${minimum}`);
  }
  if (!scrolls)
    for (const element of document.querySelectorAll("button, [role=img]")) {
      const box = boxOf(element.getBoundingClientRect());
      if (isEmpty(box) || !isVisible(element, box)) continue;
      const label = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
      items.push({ element, label: `<${element.localName}> ${label}`, boxes: [box] });
    }

  const screen: Box = {
    left: innerWidth * margin,
    right: innerWidth * (1 - margin),
    top: scrolls ? -Infinity : innerHeight * margin,
    bottom: scrolls ? Infinity : innerHeight * (1 - margin),
  };
  for (const { label, boxes } of items)
    for (const box of boxes) {
      const inside = cut(box, screen);
      const outside =
        box.right - box.left - (inside.right - inside.left) > TOLERANCE_PX ||
        box.bottom - box.top - (inside.bottom - inside.top) > TOLERANCE_PX;
      if (outside) faults.push(`"${label}" leaves the screen or its margin`);
    }

  /** Dialogs, the pause and fixed elements lie above the page on purpose. */
  const layer = (element: Element) =>
    ancestors(element).find(
      (one) => one.matches("dialog, .veil") || getComputedStyle(one).position === "fixed",
    );
  const layers = items.map(({ element }) => layer(element));

  const pictures = Array.from(document.querySelectorAll("svg, img, canvas, video"), (element) => ({
    element,
    box: boxOf(element.getBoundingClientRect()),
    layer: layer(element),
  }));
  // Pictures that receive no pointer could not be found.
  const findable = document.createElement("style");
  findable.textContent = "* { pointer-events: auto !important }";
  document.head.append(findable);
  /** Reports whether a picture is painted in this part of the screen, above everything else. */
  const isOnTop = (picture: Element, { left, right, top, bottom }: Box): boolean =>
    Array.from({ length: 12 }, (_, i) => (i + 0.5) / 12).some((down) =>
      [0.1, 0.5, 0.9].some((along) => {
        const [x, y] = [left + along * (right - left), top + down * (bottom - top)];
        return picture.contains(document.elementFromPoint(x, y));
      }),
    );
  /** The part of a line without which its letters are hard to read. Figures touch the names next to them. */
  const middle = (box: Box): Box => {
    const quarter = (box.bottom - box.top) / 4;
    return { ...box, top: box.top + quarter, bottom: box.bottom - quarter };
  };
  items.forEach(({ element, label, boxes }, i) => {
    const above = pictures.filter(
      (one) =>
        one.layer === layers[i] &&
        !one.element.contains(element) &&
        !element.contains(one.element) &&
        boxes
          .map((box) => cut(middle(box), one.box))
          .some((box) => !isEmpty(box) && isOnTop(one.element, box)),
    );
    if (above.length > 0) faults.push(`"${label}" is covered by a picture`);
  });
  findable.remove();

  items.forEach((a, i) =>
    items.slice(i + 1).forEach((b, n) => {
      if (layers[i] !== layers[i + 1 + n]) return;
      if (a.element.contains(b.element) || b.element.contains(a.element)) return;
      const overlaps = a.boxes.some((one) =>
        b.boxes.some((other) => {
          const shared = cut(one, other);
          return (
            shared.right - shared.left > TOLERANCE_PX && shared.bottom - shared.top > TOLERANCE_PX
          );
        }),
      );
      if (overlaps) faults.push(`"${a.label}" overlaps "${b.label}"`);
    }),
  );
  return [...new Set(faults)];
}
