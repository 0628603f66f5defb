/** The lines that this device has shown, so that the next evenings bring others. */

import type { DeviceStorage } from "$app/core/device-storage";
import { keyOf } from "./house";

type Settings = Pick<DeviceStorage, "setting" | "saveSetting">;

/** More than a hundred evenings. The oldest lines are forgotten first. */
const MAX_LINES = 4_000;

/** Returns the keys of the lines, the oldest first. */
export const rememberedLines = (storage: Settings): string[] =>
  (storage.setting("lines") ?? "").split(" ").filter(Boolean);

export function rememberLine(storage: Settings, line: string): void {
  const keys = [...rememberedLines(storage), keyOf(line)].slice(-MAX_LINES);
  storage.saveSetting("lines", keys.join(" "));
}
