/**
 * Keeps words in one piece. Texts that people write may break anywhere (`overflow-wrap: anywhere`), so that no word leaves
 * the screen. This module shrinks a text whose words would be broken. Only a word that is too long even for the smallest
 * size, `--smallest` on the TV and 1 rem on phones, is broken, with hyphens where the browser has them for the language.
 */

import type { Attachment } from "svelte/attachments";
import { followTexts } from "./follow-texts";

/** Letters and digits of the scripts that put spaces between words. The other scripts break between any two letters. */
const WORD =
  /(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{M}\p{N}'’])+/gu;
const SMALLEST = "max(var(--smallest, 1rem), 0px)";
/** The search ends when the size is known this exactly. */
const PRECISION_PX = 0.5;
/** Rounding of positions. */
const TOUCH_PX = 2;

const fontSize = (element: Element) => parseFloat(getComputedStyle(element).fontSize);

/**
 * Returns whether parts of a word are side by side, as those of two directions of writing are. Heights prove nothing, because
 * a card that comes in is turned.
 */
const touches = (one: DOMRect, other: DOMRect | undefined): boolean =>
  !other ||
  Math.abs(one.left - other.right) < TOUCH_PX ||
  Math.abs(one.right - other.left) < TOUCH_PX;

/** Returns whether a word of the text is on two lines. */
function breaksWord(text: Text, range: Range): boolean {
  for (const { 0: word, index } of text.data.matchAll(WORD)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const parts = [...range.getClientRects()];
    if (parts.some((part, i) => i > 0 && !touches(part, parts[i - 1]))) return true;
  }
  return false;
}

function* textsWithBrokenWords(root: Element): Iterable<Text> {
  const range = document.createRange();
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    if (breaksWord(text as Text, range)) yield text as Text;
}

/** Returns whether a word below `root` is broken. */
export function hasBrokenWord(root: Element): boolean {
  for (const _ of textsWithBrokenWords(root)) return true;
  return false;
}

/** Returns the element whose width limits the lines of a text. */
function blockOf(text: Text, root: Element): HTMLElement | null {
  let block = text.parentElement;
  while (block && block !== root && /^(inline|contents)$/.test(getComputedStyle(block).display))
    block = block.parentElement;
  return block;
}

/**
 * Gives each text below `root` with a broken word the largest size that keeps its words whole, or else the smallest size.
 * Returns a function that restores the sizes.
 */
export function shrinkBrokenWords(root: Element): () => void {
  const blocks = new Set<HTMLElement>();
  for (const text of textsWithBrokenWords(root)) {
    const block = blockOf(text, root);
    if (block) blocks.add(block);
  }
  const sizes = [...blocks].map((block) => ({ block, high: fontSize(block), low: 0 }));
  for (const { block } of sizes) block.style.fontSize = SMALLEST;
  for (const size of sizes) size.low = Math.min(fontSize(size.block), size.high);
  for (const { block, low } of sizes) block.style.fontSize = `${low}px`;
  const tooLong = sizes.filter(({ block }) => hasBrokenWord(block));
  for (const { block } of tooLong) setHyphens(block, "auto");
  // All texts together, because each look at their lines lays out the page.
  let searched = sizes.filter((size) => !tooLong.includes(size));
  while ((searched = searched.filter(({ low, high }) => high - low > PRECISION_PX)).length > 0) {
    for (const { block, low, high } of searched) block.style.fontSize = `${(low + high) / 2}px`;
    const broken = searched.filter(({ block }) => hasBrokenWord(block));
    for (const size of searched) {
      const middle = (size.low + size.high) / 2;
      if (broken.includes(size)) size.high = middle;
      else size.low = middle;
    }
  }
  for (const { block, low } of sizes) block.style.fontSize = `${low}px`;
  return () => {
    for (const block of blocks) {
      block.style.fontSize = "";
      setHyphens(block, "");
    }
  };
}

function setHyphens({ style }: HTMLElement, value: string): void {
  style.setProperty("hyphens", value);
  // Safari before 17.
  style.setProperty("-webkit-hyphens", value);
}

/** Keeps the words below an element whole, whenever its texts or its width change. */
export const wholeWords: Attachment<HTMLElement> = (root) => {
  let restore = () => {};
  const update = () => {
    restore();
    restore = shrinkBrokenWords(root);
  };
  let width = root.clientWidth;
  const resized = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    update();
  });
  resized.observe(root);
  // A phone on its side can have other columns of the same total width.
  addEventListener("resize", update);
  const unfollow = followTexts(root, update);
  update();
  return () => {
    resized.disconnect();
    removeEventListener("resize", update);
    unfollow();
  };
};
