/** The start page's configuration of a game. */

import { expect, test } from "vitest";
import type { Setting } from "$app/contract/types";
import { formSettings, languageConfig, type Game } from "$app/host/start/games";
import { usable } from "$app/packs/choose/selection";
import type { Pack } from "$app/packs/packs-api";

const language = { key: "language", kind: "choice", options: ["en", "da"], default: "en" };
const rounds = { key: "rounds", kind: "integer", min: 1, max: 3, default: 2 };
const game = (content: "none" | "questions", settings: object[]): Game => ({
  kind: "game",
  info: null,
  manifest: { content, settings: settings as Setting[] } as Game["manifest"],
});

test("the language of the prompts is that of the packs", () => {
  const prompts = game("questions", [rounds, language]);
  expect(languageConfig(prompts, "da")).toEqual({ language: "da" });
  expect(languageConfig(prompts, "da-DK")).toEqual({ language: "da" });
  expect(languageConfig(prompts, "fr")).toEqual({});
  expect(languageConfig(game("questions", [rounds]), "da")).toEqual({});
  expect(formSettings(prompts)).toEqual([rounds]);
  expect(formSettings(game("none", [rounds, language]))).toEqual([rounds, language]);
});

test("a pack counts what the game can use", () => {
  const pack = { kinds: { blank: 4, open: 0, prompt: 2 } } as Pack;
  expect(usable(pack, ["blank", "open"])).toBe(4);
  expect(usable(pack, ["prompt"])).toBe(2);
});
