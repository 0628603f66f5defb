/** The API calls about an account's presets. A preset is a named configuration of a game. */

import type { Schemas } from "$app/contract/types";
import { call, type Fetch } from "$app/core/http";

export type Preset = Omit<Schemas["Preset"], "config"> & { config: Record<string, unknown> };

/** Changes of a preset. Absent fields keep their value; `config` replaces all settings. */
export interface PresetChange {
  name?: string;
  config?: Record<string, unknown>;
  is_default?: boolean;
}

export class PresetsApi {
  constructor(private readonly fetch: Fetch) {}

  async list(cartridge: string, token: string): Promise<Preset[]> {
    const path = `/api/presets?cartridge=${encodeURIComponent(cartridge)}`;
    const { presets } = await call<{ presets: Preset[] }>(this.fetch, "GET", path, { token });
    return presets;
  }

  create(body: PresetChange & { cartridge: string; name: string }, token: string): Promise<Preset> {
    return call(this.fetch, "POST", "/api/presets", { body, token });
  }

  update(id: string, body: PresetChange, token: string): Promise<Preset> {
    return call(this.fetch, "PATCH", presetPath(id), { body, token });
  }

  delete(id: string, token: string): Promise<void> {
    return call(this.fetch, "DELETE", presetPath(id), { token });
  }

  /** Saves a room's settings. The host token is needed, because guests can open rooms, too. */
  saveRoom(
    code: string,
    body: { name: string; host_token: string },
    token: string,
  ): Promise<Preset> {
    const path = `/api/sessions/${encodeURIComponent(code)}/preset`;
    return call(this.fetch, "POST", path, { body, token });
  }
}

const presetPath = (id: string) => `/api/presets/${encodeURIComponent(id)}`;

/** Returns the account's default preset of a game; null without one. */
export async function defaultPreset(cartridge: string, token: string): Promise<Preset | null> {
  const presets = await new PresetsApi((path, init) => fetch(path, init)).list(cartridge, token);
  return presets.find((preset) => preset.is_default) ?? null;
}
