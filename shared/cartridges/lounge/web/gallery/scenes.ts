/** The Lounge's scenes. */

import { CONVERSATION } from "$app/gallery/conversation";
import { ANSWERS, LONG_NAMES, LONG_WORDS, NAMES, QUESTION } from "$app/gallery/worst";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { lounge } from "./script";

const CHAT = { ephemeral: CONVERSATION, listener: "[data-phase]" };
const TOAST = { player_id: "p2", words: "To the cook!" };
/** Statuses of 60 characters. */
const STATUSES = ANSWERS.map((text) => [...text].slice(0, 60).join(""));
const LONG_TOAST = { player_id: "p0", words: ANSWERS[0] ?? null };
const LONG_CHAT = {
  ephemeral: CONVERSATION.map((frame, i) =>
    frame.type === "chat.message"
      ? { ...frame, data: { ...(frame.data as object), content: i % 2 ? QUESTION : ANSWERS[i] } }
      : frame,
  ),
  listener: "[data-phase]",
};
const worst = (me: string | null, players: number) => {
  const script = lounge(me, players).named(NAMES).away(5);
  script.ids.forEach((player_id, i) =>
    script.status(player_id, STATUSES[i % STATUSES.length] ?? ""),
  );
  return script;
};
/** Long words as statuses, messages and toasts. */
const words = (me: string | null) => {
  const script = lounge(me, 10).named(LONG_NAMES);
  script.ids.forEach((player_id, i) =>
    script.status(player_id, LONG_WORDS[i % LONG_WORDS.length] ?? ""),
  );
  return script;
};
const wordToast = (of: number) => ({ player_id: "p0", words: LONG_WORDS[of] ?? null });
const WORD_CHAT = {
  ephemeral: CONVERSATION.map((frame, i) =>
    frame.type === "chat.message"
      ? { ...frame, data: { ...(frame.data as object), content: LONG_WORDS[i] } }
      : frame,
  ),
  listener: "[data-phase]",
};

export const scenes: Record<string, Scene> = {
  "tv-worst-words-lounge": tvScene(words(null), WORD_CHAT),
  "tv-worst-words-lounge-toast": tvScene(words(null).toast(wordToast(1)), WORD_CHAT),
  "tv-worst-words-lounge-toast-two": tvScene(words(null).toast(wordToast(3)), WORD_CHAT),
  "phone-worst-words-lounge": phoneScene(words("p0").toast(wordToast(3)), WORD_CHAT),
  "tv-lounge": tvScene(lounge(null), CHAT),
  "tv-lounge-toast": tvScene(lounge(null, 12).toast(TOAST), CHAT),
  "tv-worst-lounge": tvScene(worst(null, 12), LONG_CHAT),
  "tv-worst-lounge-toast": tvScene(worst(null, 200).toast(LONG_TOAST), LONG_CHAT),
  "phone-worst-lounge": phoneScene(worst("p0", 50).toast(LONG_TOAST), LONG_CHAT),
  "phone-lounge": phoneScene(lounge("p0"), CHAT),
  "phone-lounge-toast": phoneScene(lounge("p0").toast(TOAST), CHAT),
};
