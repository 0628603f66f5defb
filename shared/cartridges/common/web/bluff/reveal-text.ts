/** Texts about a revealed option, for the TV and the phone. */

import { list, t } from "$app/i18n/index.svelte";
import type { PlayerId } from "$app/contract/types";
import type { Revealed } from "./types";

export interface RevealTexts {
  /** Formats players' names; the phone's player is first, as "you". */
  names(ids: readonly PlayerId[]): string;
  /** Who picked the option. */
  pickers(option: Revealed): string;
  /** Who wrote the option, or that it is the truth or a decoy. */
  author(option: Revealed): string;
  /** Whether anybody picked one of several options. */
  group(options: readonly Revealed[]): string;
}

/** `nickname` returns a player's name. `me` is the phone's player; null on the TV. */
export function revealTexts(
  nickname: (id: PlayerId) => string | undefined,
  me: () => PlayerId | null,
): RevealTexts {
  const name = (id: PlayerId) => (id === me() ? t("you") : (nickname(id) ?? "?"));
  const names = (ids: readonly PlayerId[]) =>
    list([...ids].sort((a, b) => +(b === me()) - +(a === me())).map(name));
  return {
    names,
    pickers: ({ pickers }) =>
      pickers.length ? t("picked_by", { names: names(pickers) }) : t("picked_none"),
    author: ({ kind, authors }) => {
      if (kind === "truth") return t("is_truth");
      if (kind === "decoy") return t("is_decoy");
      const onlyMe = authors.length === 1 && authors[0] === me();
      return onlyMe ? t("lie_mine") : t("lie_by", { names: names(authors) });
    },
    group: (options) =>
      t(options.some(({ pickers }) => pickers.length) ? "together_some" : "together_none"),
  };
}
