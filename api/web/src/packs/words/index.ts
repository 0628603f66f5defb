/** Words of the question packs, in files of their own: phones that only play do not load them. */

import { learn } from "$app/i18n/index.svelte";
import { da } from "./da";
import { en } from "./en";

export const words = { en, da };
learn(words);
