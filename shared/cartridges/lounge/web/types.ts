/** Types of the Lounge's state and events: the contract's, plus fields that only the app has. */

import type { AllFields, Schemas, Snapshot } from "$app/contract/types";
import { viewOf } from "$app/contract/game-state";

export type Toast = AllFields<Schemas["LoungeToastView"]>;

/** The cartridge's public state. */
export interface LoungeView extends Omit<AllFields<Schemas["LoungeView"]>, "toast"> {
  toast: Toast | null;
}

export interface Events {
  "phase.lounge_opened": Schemas["LoungeOpened"];
  "status.set": AllFields<Schemas["LoungeStatusSet"]>;
  reaction: Schemas["LoungeReactionCounts"];
  "toast.raised": AllFields<Schemas["LoungeRaised"]>;
  "toast.joined": Schemas["LoungeToastJoined"];
  "toast.clinked": AllFields<Schemas["LoungeClinked"]>;
  "toast.lowered": Schemas["LoungeToastLowered"];
}

/** Returns the Lounge's public state; null before the opening. */
export const loungeView = (snapshot: Snapshot | null): LoungeView | null =>
  viewOf(snapshot, "lounge");

declare module "$app/contract/game-state" {
  interface Games {
    lounge: { view: LoungeView; phase: "lounge" };
  }
}
