/**
 * What settings are called: each cartridge's own `settings.ts`, where it has one; else what the server
 * says of them in English.
 */

import type { Setting } from "$app/contract/types";
import { locale, type Locale } from "$app/i18n/index.svelte";

/** By `key` a setting, by `key.option` one of its words. */
export type SettingWords = Record<Locale, Record<string, string>>;

const files = import.meta.glob<{ words: SettingWords }>("$cartridges/*/web/settings.ts");

export interface Labels {
  setting(setting: Setting): string;
  option(setting: Setting, option: string): string;
}

export async function labelsOf(cartridge: string): Promise<Labels> {
  const load = files[`../cartridges/${cartridge}/settings.ts`];
  const words = load ? (await load()).words[locale()] : {};
  return {
    setting: (setting) => words[setting.key] ?? setting.description.replace(/\.$/, ""),
    option: (setting, option) => words[`${setting.key}.${option}`] ?? option.replaceAll("_", " "),
  };
}
