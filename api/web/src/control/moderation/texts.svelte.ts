/** The texts that people wrote in the game, for the host and the moderator. */

import { roomApi } from "../room-api";
import { errorText } from "$app/error-text";
import { useSession } from "$app/session/session.svelte";
import type { Texts } from "$app/contract/types";

/** Reads the texts now, and again after each event that can change them. Call in a component. */
export function useTexts(token: () => string) {
  const session = useSession();
  const code = $derived(session().seat.code);
  let texts = $state.raw<Texts>({ waiting: [], shown: [] });
  let errorMessage = $state("");
  /** Number of the newest request. Answers to earlier ones are ignored. */
  let newest = 0;
  const moment = $derived.by(() => {
    const { epoch, phase, moderation } = session().snapshot ?? {};
    return [epoch, phase?.name, phase?.round, phase?.question, moderation?.waiting].join(" ");
  });

  async function request(run: () => Promise<Texts>): Promise<void> {
    const number = (newest += 1);
    try {
      const answer = await run();
      if (number === newest) texts = answer;
      errorMessage = "";
    } catch (error) {
      errorMessage = errorText(error);
    }
  }

  $effect(() => {
    void moment;
    void request(() => roomApi.texts(code, token()));
  });

  return {
    get waiting() {
      return texts.waiting;
    },
    get shown() {
      return texts.shown;
    },
    get errorMessage() {
      return errorMessage;
    },
    judge: (id: string, approved: boolean) =>
      request(() => roomApi.judgeText(code, token(), id, approved)),
    remove: (id: string) => request(() => roomApi.removeText(code, token(), id)),
  };
}
