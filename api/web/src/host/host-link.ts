/** The address that opens the host's controls on another device: `/host/CODE#link=SECRET`. */

import type { DeviceStorage } from "$app/core/device-storage";
import type { SessionApi } from "$app/core/session-api";

/** Returns the secret in the address's fragment; null when there is none. */
export function linkIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("link") || null;
}

/** Exchanges the secret for a token of the host, and keeps the token on this device. */
export async function redeemHostLink(
  api: Pick<SessionApi, "redeemHostLink">,
  storage: Pick<DeviceStorage, "saveRoom">,
  code: string,
  link: string,
  joinUrl: string,
): Promise<void> {
  const { host_token } = await api.redeemHostLink(code, link);
  storage.saveRoom(code, { token: host_token, joinUrl });
}
