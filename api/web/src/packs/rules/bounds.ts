/** The kinds of questions, and the bounds of their fields. */

import type { Schemas } from "$app/contract/types";

export type QuestionKind = Schemas["QuestionKind"];
export type Difficulty = Schemas["Difficulty"];

export const GAP = "____";
/** Bounds of text lengths, in graphemes. */
export const PROMPT = { min: 5, max: 300 };
export const TEXT = { min: 1, max: 80 };
export const CATEGORY = { min: 0, max: 40 };
export const SENTENCE = { min: 0, max: 300 };
export const MAX_DECOYS = 20;
export const MAX_ALIASES = 20;
/** With the first answer, at most eight right answers or items to order. */
export const MAX_MORE_ANSWERS = 7;
export const POLL_OPTIONS = { min: 2, max: 8 };
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
