/** Numbers as people type them: with groups of three figures, and with a point or a comma before decimals. */

import { number } from "./index.svelte";

/** The sign before decimals. */
export type DecimalSign = "." | ",";

/** A number in its normal form, such as `-1234.5`, or why there is none. */
export type ReadNumber =
  | { number: string }
  | { fault: "not_a_number" }
  /** "8,849" has two meanings if the language is unknown. */
  | { fault: "ambiguous_number" };

/** Figures, or groups of three figures with the same sign between them. */
const WHOLE = /^(?:\d+|\d{1,3}([.,'\u2019 \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*)$/;
/** One group of three figures after a sign that could also precede decimals. */
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;
const MAX_FIGURES = 12;

/** Returns the sign before decimals in the language of the page. */
export const decimalSign = (): DecimalSign => (number(0.5).charAt(1) === "," ? "," : ".");

/** Returns a number in its normal form with the decimal sign of the language of the page. */
export const localNumber = (normal: string): string => normal.replace(".", decimalSign());

/**
 * Reads a number. With the decimal sign of a language, every number has one meaning. Without one, the text is from a
 * file: a single point precedes decimals, and a comma must have one meaning only. The server reads files alike.
 */
export function readNumber(text: string, sign?: DecimalSign): ReadNumber {
  const figures = text.trim().replace(/^[-−]\s*/, "");
  const at = decimalsAt(figures, sign);
  if (at === null) return { fault: "ambiguous_number" };
  const [whole, decimals] = at < 0 ? [figures, "0"] : [figures.slice(0, at), figures.slice(at + 1)];
  const plain = whole.replace(/\D/g, "");
  if (!WHOLE.test(whole) || plain.length > MAX_FIGURES || !/^\d{1,3}$/.test(decimals))
    return { fault: "not_a_number" };
  const digits = plain.replace(/^0+(?=\d)/, "");
  const rest = decimals.replace(/0+$/, "");
  const isNegative = /^\s*[-−]/.test(text) && `${digits}${rest}` !== "0";
  return { number: `${isNegative ? "-" : ""}${digits}${rest && `.${rest}`}` };
}

/** Returns the index of the sign before decimals; −1 if there are none, and null if the language decides. */
function decimalsAt(figures: string, sign?: DecimalSign): number | null {
  const signs = figures.match(/[.,]/g) ?? [];
  // A sign that occurs several times separates groups.
  if (signs.length !== 1)
    return new Set(signs).size === 2
      ? Math.max(...[".", ","].map((c) => figures.lastIndexOf(c)))
      : -1;
  const at = figures.search(/[.,]/);
  if (!ONE_GROUP.test(figures)) return at;
  if (sign === undefined) return signs[0] === "." ? at : null;
  // Nobody types a zero at the end of decimals, so "380.000" is a large number in every language.
  return signs[0] !== sign || figures.endsWith("0") ? -1 : at;
}
