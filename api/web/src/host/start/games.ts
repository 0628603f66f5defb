/** The games of the start page, and the configuration that its fields describe. */

import type { CartridgeInfo } from "$app/cartridge-info";
import { cartridgeInfo, KINDS } from "$app/cartridges";
import type { SessionApi } from "$app/core/session-api";
import type { Preset } from "$app/settings/presets-api";
import { initialValue } from "$app/settings/values";
import type { Manifest, Setting } from "$app/contract/types";

export interface Game {
  kind: string;
  manifest: Manifest;
  /** Null for games without a `cartridge.ts`. The manifest has an English name and tagline. */
  info: CartridgeInfo | null;
}

/** Loads the games that the server offers and this app has screens for, in the start page's order. */
export async function loadGames(api: SessionApi): Promise<Game[]> {
  const manifests = await api.cartridges();
  const games = await Promise.all(
    manifests
      .filter((manifest) => KINDS.includes(manifest.cartridge))
      .map(async (manifest) => ({
        manifest,
        kind: manifest.cartridge,
        info: await cartridgeInfo(manifest.cartridge),
      })),
  );
  const position = (game: Game) => game.info?.position ?? Infinity;
  return games.sort((a, b) => (position(a) === position(b) ? 0 : position(a) - position(b)));
}

/** The host's input on the start page. */
export interface Input {
  preset: Preset | null;
  /** The chosen option's value, by the choice's name. */
  choices: Record<string, string>;
  /** Values of the settings form, by key. */
  settings: Record<string, unknown>;
}

/** The setting of games with prompts that names the language of the prompts. */
const LANGUAGE = "language";

/** Returns the setting for the chosen language of the questions, if the game has one. */
export function languageConfig({ manifest }: Game, language: string): Record<string, unknown> {
  const setting = manifest.settings.find((one) => one.key === LANGUAGE);
  const options = setting?.kind === "choice" ? setting.options : [];
  const [base = ""] = language.split("-");
  return options.includes(base) ? { [LANGUAGE]: base } : {};
}

/** Returns the settings that the form shows. The field of the packs has the language. */
export const formSettings = ({ manifest }: Game): Setting[] =>
  manifest.settings.filter(({ key }) => manifest.content === "none" || key !== LANGUAGE);

/** Returns every setting that differs from its default. */
export function configOf({ info, manifest }: Game, input: Input): Record<string, unknown> {
  const { preset, choices, settings } = input;
  if (preset) return { ...preset.config, ...settings };
  const suggested = manifest.settings
    .filter((setting) => setting.suggested !== undefined)
    .map((setting) => [setting.key, initialValue(setting)]);
  const configs = (info?.choices ?? []).map((choice) => {
    const value = choices[choice.name] ?? choice.defaultValue;
    return choice.options.find((option) => option.value === value)?.config;
  });
  return Object.assign(Object.fromEntries(suggested), ...configs, settings);
}
