/** The Lounge's scenes. */

import { CONVERSATION } from "$app/gallery/conversation";
import { phoneScene, tvScene, type Scene } from "$app/gallery/scene";
import { lounge } from "./script";

const CHAT = { ephemeral: CONVERSATION, listener: "[data-phase]" };
const TOAST = { player_id: "p2", words: "To the cook!" };

export const scenes: Record<string, Scene> = {
  "tv-lounge": tvScene(lounge(null), CHAT),
  "tv-lounge-toast": tvScene(
    lounge(null, 12).event("toast.raised", TOAST),
    CHAT,
  ),
  "phone-lounge": phoneScene(lounge("p0"), CHAT),
  "phone-lounge-toast": phoneScene(
    lounge("p0").event("toast.raised", TOAST),
    CHAT,
  ),
};
