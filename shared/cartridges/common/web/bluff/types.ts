/** The part of a game's public state that the faces of invented options show. */

import type { Schemas } from "$app/contract/types";
import type { QuestionView } from "../question-game";

export type Option = Schemas["FibOptionView"];
/** An option after its reveal. The truth can have an explanation and a source. */
export type Revealed = Schemas["FibRevealed"];

export interface BluffView extends QuestionView {
  waiting: readonly string[];
  options: readonly Option[];
  revealed: readonly Revealed[];
  /** Number of options that the last step revealed. */
  together: number;
  emoji?: readonly string[];
}

/** How the question shows an option: not at all, or as a claim, a lie or the answer. */
export interface Filling {
  filled: string;
  as: "answer" | "claim" | "lie";
}
