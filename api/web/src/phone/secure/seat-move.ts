/**
 * The move of a seat from plain HTTP to the HTTPS address of the same server. The seat's code travels in the
 * fragment of the address, which browsers send to no server. The code works once, within two minutes.
 */

import type { Locale } from "$app/i18n/index.svelte";

export interface SeatMove {
  /** Takes over the seat. */
  seatCode: string;
  nickname: string;
  avatar: string;
  /** The language of the old page, which has a separate storage. */
  locale: Locale;
}

const MARK = "#seat=";

/** Whether an address carries a seat. */
export const carriesSeat = (hash: string) => hash.startsWith(MARK);

/** Returns the HTTPS address of a room, with the seat. `host` is the name or address without a port. */
export function moveAddress(host: string, port: number, code: string, move: SeatMove): string {
  const { seatCode, nickname, avatar, locale } = move;
  const rest = new URLSearchParams({ name: nickname, avatar, locale });
  return `https://${host}:${port}/join/${code}${MARK}${seatCode}&${rest}`;
}

/** Reads the seat of an address. Null for an incomplete one. */
export function parseMove(hash: string): SeatMove | null {
  const values = new URLSearchParams(hash.slice(1));
  const [seatCode, nickname] = [values.get("seat"), values.get("name")];
  if (!seatCode || !nickname) return null;
  const locale = values.get("locale") === "da" ? "da" : "en";
  return { seatCode, nickname, avatar: values.get("avatar") ?? "", locale };
}
