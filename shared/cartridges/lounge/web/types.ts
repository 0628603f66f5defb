/** The lounge's part of the wire: generated, but for what only this app knows. */

import type { Schemas, Snapshot, Told } from "$app/contract/types";

export type Toast = Told<Schemas["LoungeToastView"]>;

/** The cartridge's public state. */
export interface LoungeView extends Omit<Told<Schemas["LoungeView"]>, "toast"> {
  toast: Toast | null;
  /** Seen by who was there, in no snapshot: emoji since one came. */
  reactions?: Record<string, number>;
  /** The last toast that clinked here. */
  clinked?: Told<Schemas["LoungeClinked"]>;
}

export interface Events {
  "phase.lounge_opened": Schemas["LoungeOpened"];
  "status.set": Told<Schemas["LoungeStatusSet"]>;
  reaction: Schemas["LoungeReactionCounts"];
  "toast.raised": Told<Schemas["LoungeRaised"]>;
  "toast.joined": Schemas["LoungeToastJoined"];
  "toast.clinked": Told<Schemas["LoungeClinked"]>;
  "toast.lowered": Schemas["LoungeToastLowered"];
}

/** The view, once the doors are open. */
export const loungeView = (snapshot: Snapshot | null): LoungeView | null =>
  (snapshot?.view as LoungeView | null | undefined) ?? null;
