/** Labels of settings: from the game's `settings.ts`, else from the manifest's English descriptions. */

import type { Setting } from "$app/contract/types";
import { locale, type Locale } from "$app/i18n/index.svelte";
import { loadPart } from "$app/load";

/** The export `words` of a game's `settings.ts`. Keys are `setting` and `setting.option`. */
export type SettingWords = Record<Locale, Record<string, string>>;

const files = import.meta.glob<{ words: SettingWords }>("$cartridges/*/web/settings.ts");

export interface Labels {
  setting(setting: Setting): string;
  option(setting: Setting, option: string): string;
}

export async function labelsOf(cartridge: string): Promise<Labels> {
  const path = Object.keys(files).find((path) => path.endsWith(`/${cartridge}/web/settings.ts`));
  const load = path && files[path];
  const words = load ? (await loadPart(load)).words[locale()] : {};
  return {
    setting: (setting) => words[setting.key] ?? setting.description.replace(/\.$/, ""),
    option: (setting, option) => words[`${setting.key}.${option}`] ?? option.replace(/_/g, " "),
  };
}
