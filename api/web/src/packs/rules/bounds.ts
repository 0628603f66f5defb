/** The kinds of questions and other items, and the bounds of their fields. */

import { ITEM_FORMS } from "$app/contract/item-forms";
import type { Schemas } from "$app/contract/types";

export type QuestionKind = Schemas["QuestionKind"];
export type Difficulty = Schemas["Difficulty"];

/** Bounds of a length in graphemes, or of a number of texts. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The parts of an item of one kind. A part whose `max` is 0 does not exist. */
export interface ItemForm {
  readonly prompt: Bounds;
  readonly gaps: Bounds;
  readonly answer: "none" | "text" | "true_false" | "number" | "match";
  readonly more_answers: Bounds;
  readonly aliases: Bounds;
  readonly decoys: Bounds;
  readonly words: Bounds;
  /** The picture or the sound; `picture` for an item that is a picture. */
  readonly media: "none" | "optional" | "picture";
  /** Whether people may have to write an answer, so that no decoy may resemble an answer or another decoy. */
  readonly is_written: boolean;
  /** Whether the item has points, a time limit, a difficulty, an explanation and a source. */
  readonly has_details: boolean;
}

const FORMS: Record<QuestionKind, ItemForm> = ITEM_FORMS;

/** Every kind, in the order of the editor. */
export const KINDS = Object.keys(FORMS) as QuestionKind[];

/** Returns the parts of an item of this kind, as the server declares them. */
export const formOf = (kind: QuestionKind): ItemForm => FORMS[kind];

export const GAP = "____";
/** Bounds of text lengths, in graphemes. */
export const TEXT = { min: 1, max: 80 };
/** Length of a word of a list. */
export const WORD = { min: 1, max: 40 };
export const CATEGORY = { min: 0, max: 40 };
export const SENTENCE = { min: 0, max: 300 };
export const POINTS = { min: 0, max: 2 };
export const TIME_LIMIT_S = { min: 5, max: 600 };

/** Maximum size of an uploaded picture or sound. */
export const MAX_UPLOAD_MB = 2;

const MEDIA_FILE = /^[0-9a-f]{64}\.(jpg|png|mp3)$/;

/** Whether a file of the media store can have this name. */
export const isMediaFile = (name: string): boolean => MEDIA_FILE.test(name);

/** Whether a file of the media store is a sound. The others are pictures. */
export const isSound = (name: string): boolean => name.endsWith(".mp3");

/** The address of a file of the media store. */
export const mediaAddress = (name: string): string => `/media/${name}`;
