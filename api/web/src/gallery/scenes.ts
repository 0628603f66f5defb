/** All scenes by name: the app's, and those of each game. */

import { ADMIN } from "./operator";
import { CODE, phoneScene, tvScene, type Scene } from "./scene";
import { SessionScript } from "./session-script";
import { LONG_NAMES, NAMES } from "./worst";

/** Any game that this app has screens for. */
const GAME = "fib";
const lobby = (players: number, me: string | null = null) => new SessionScript(GAME, players, me);
const running = (players: number, me: string | null = null) => lobby(players, me).started();

const APP_SCENES: Record<string, Scene> = {
  // Every game of the app has a poster.
  "tv-start": { device: "tv", page: "start", waitFor: ".posters:not(:has(.scene:empty))" },
  "tv-start-options": {
    device: "tv",
    page: "start",
    waitFor: ".game",
    scrolls: true,
    click: ".more .btn",
  },
  "account-log-in": { device: "phone", page: "account" },
  "account-settings": {
    device: "phone",
    page: "account",
    account: {
      id: "a_1",
      name: "Ana.Søe",
      created_at: "2026-11-01T18:00:00.000Z",
      password_changed_at: "2026-11-01T18:00:00.000Z",
    },
  },
  "admin-log-in": { device: "phone", page: "admin" },
  "admin-server": {
    device: "phone",
    page: "admin",
    admin: ADMIN,
    waitFor: "[aria-labelledby=rooms-title]",
  },
  "tv-lobby-empty": tvScene(lobby(0)),
  "tv-lobby-one": tvScene(lobby(1)),
  "tv-lobby": tvScene(lobby(6)),
  "tv-lobby-full": tvScene(lobby(12)),
  "tv-lobby-bots": tvScene(lobby(4).bots(1, 2, 3).watched()),
  "tv-worst-lobby": tvScene(lobby(12).named(NAMES).away(3), {
    code: "WMWMWM",
    host: "weirsoe-party.grundejerforeningen-solsikken.example",
  }),
  "tv-worst-lobby-bots": tvScene(lobby(24).named(NAMES).bots(1, 2, 3).watched(), {
    code: "IIIIII",
  }),
  "tv-worst-lobby-50": tvScene(lobby(50).named(NAMES)),
  "tv-worst-lobby-120": tvScene(lobby(120).named(NAMES).away(7), { code: "MWMWMW" }),
  "tv-worst-lobby-200": tvScene(lobby(200).named(NAMES)),
  "tv-worst-lobby-lost": tvScene(lobby(200).named(NAMES), {
    connection: { state: "waiting", reason: "lost" },
  }),
  "tv-worst-words-lobby": tvScene(lobby(10).named(LONG_NAMES)),
  "phone-worst-words-lobby": phoneScene(lobby(10, "p0").named(LONG_NAMES)),
  "phone-worst-words-join": {
    device: "phone",
    page: "join",
    code: "WMWMWM",
    snapshot: lobby(10).named(LONG_NAMES).snapshot,
  },
  "phone-worst-join": {
    device: "phone",
    page: "join",
    code: "WMWMWM",
    snapshot: lobby(12).named(NAMES).snapshot,
  },
  "phone-worst-lobby": phoneScene(lobby(50, "p0").named(NAMES)),
  "phone-code": { device: "phone", page: "join", code: null },
  "phone-join": { device: "phone", page: "join", code: CODE, snapshot: lobby(2).snapshot },
  "phone-join-late": { device: "phone", page: "join", code: CODE, snapshot: running(4).snapshot },
  "phone-join-started": {
    device: "phone",
    page: "join",
    code: CODE,
    snapshot: running(4).with((s) => ({ ...s, features: ["audience", "bots"] })).snapshot,
  },
  "phone-lobby-alone": phoneScene(lobby(1, "p0")),
  "phone-lobby": phoneScene(lobby(6, "p0")),
  "phone-lobby-host-gone": phoneScene(lobby(6, "p0").hostGone("p1"), {
    waitFor: "main > p.display",
  }),
  "phone-host-gone": phoneScene(lobby(6, "p0").hostGone("p0"), { waitFor: "h1" }),
  "phone-connecting": { device: "phone", page: "play" },
};

const games = import.meta.glob<{ scenes: Record<string, Scene> }>(
  "$cartridges/*/web/gallery/scenes.ts",
  { eager: true },
);

export const SCENES: Record<string, Scene> = Object.assign(
  {},
  APP_SCENES,
  ...Object.values(games).map(({ scenes }) => scenes),
);
