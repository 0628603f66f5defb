/** A room that plays Fib, and the state that a page's frames lead to. */

import { expect } from "vitest";
import type { Page } from "playwright-core";
import { applyEvent } from "$app/core/apply-event";
import type { FibView } from "$cartridges/fib/web/types";
import type { Envelope, Snapshot } from "$app/contract/types";
import { framesOf, Room, submitLie } from "./room";
import type { Suite } from "./suite";

export const NAMES = ["Ana", "Bo", "Cecilie", "Dorthe"];

/** Opens a room with a TV and a phone for each name. `first` is the first name's phone. */
export async function fibRoom({ browser, platform }: Suite, config = {}, names = NAMES) {
  const room = await Room.open(browser, platform.url, config);
  const [tv, phones] = await Promise.all([room.tv(), room.phones(...names)]);
  const [first] = phones;
  if (!first) throw new Error("a room needs at least one phone");
  return { room, tv, phones, first };
}

/** Submits a different lie from each phone. */
export async function submitLies(phones: Page[]): Promise<void> {
  for (const [i, phone] of phones.entries()) await submitLie(phone, `${"abc".repeat(i + 2)} soup`);
}

/** Returns the trimmed text of an element. */
export const textOf = async (page: Page, selector: string) =>
  (await page.textContent(selector))?.trim() ?? "";

/** Returns the seconds that a page's timer shows. */
export const secondsOf = async (page: Page) => Number(await textOf(page, "[data-seconds-left]"));

/** Expects that the frames of a page lead to the server's public state. */
export async function expectServerState(page: Page, room: Room): Promise<void> {
  expect(comparable(patchedBy(await framesOf(page)))).toEqual(comparable(await room.snapshot()));
}

/** Applies a page's frames as the client does. */
function patchedBy(frames: { text: string }[]): Snapshot {
  let state: Snapshot | null = null;
  const apply = (event: Envelope) => {
    if (!state || event.seq === undefined || event.seq <= state.seq) return;
    state = applyEvent(state, event, event.seq);
  };
  for (const { text } of frames) {
    const frame = JSON.parse(text) as Envelope;
    if (frame.type === "session.snapshot") state = (frame.data as { snapshot: Snapshot }).snapshot;
    else if (frame.type === "session.resumed")
      (frame.data as { events: Envelope[] }).events.forEach(apply);
    else apply(frame);
  }
  if (!state) throw new Error("the page received no snapshot");
  return state;
}

/** Returns the public state without times, and without fields that only clients have. */
function comparable({ server_time: _time, you: _you, phase, view, ...rest }: Snapshot) {
  const { phase_length_ms: _length, ...shared } = (view ?? {}) as FibView;
  const state = { ...rest, phase: phase && { ...phase, remaining_ms: null }, view: shared };
  // A field that a patch removed is null, and absent in the server's snapshot.
  return JSON.parse(JSON.stringify(state, (_, value) => value ?? undefined)) as unknown;
}
