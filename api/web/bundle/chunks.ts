/**
 * The app's files. Each request costs a phone some hundred bytes of headers and, on its way to the lobby, a round trip.
 * What a phone needs until then is therefore in few files, listed here in the order in which it loads them. Rolldown
 * assigns all other modules to files by the pages that import them.
 */

/** Parts of Svelte that neither the page to join nor the lobby uses. */
export const LATER =
  /svelte\/src\/(internal\/client\/dom\/elements\/(transitions|bindings\/(select|size))|motion\/|animate\/)/;

/**
 * Svelte's modules, except two that set its version and its flags when they load. Rolldown leaves out those that nobody
 * uses. Svelte's `package.json` does not state which modules have effects.
 */
export const WITHOUT_EFFECTS =
  /node_modules\/svelte\/src\/(?!internal\/(disclose-version|flags\/))/;

/** What every page uses. */
const EVERY_PAGE = anyOf(
  /node_modules\/(svelte|clsx|esm-env)\/|@oxc-project/,
  /vite\/preload-helper|rolldown\/runtime/,
  /web\/src\/(main|route|services|error-text|list)\.ts$/,
  /web\/src\/load\//,
  /web\/src\/i18n\/index/,
  /web\/src\/core\/(browser|device-storage|http|session-api|text)\.ts$/,
  /web\/src\/ui\/(palette|base)\.css$/,
  /web\/src\/ui\/(Announcer|Avatar|LanguageSwitch|Skyline|avatar|sound)\./,
);

/** A phone in its room, from the lobby on, with the connection and the copy of the session. */
const ROOM = anyOf(
  /web\/src\/core\//,
  /web\/src\/(contract\/maps|session\/(session|hops)|by-kind|games-on-phones|ui\/awake\/screen-awake)\./,
  /web\/src\/chat\/ChatButton\./,
  /web\/src\/phone\/(PlayPage|Lobby|ConnectionNotice|VipControls)\./,
);

/** Controls that the host and the VIP share. */
const CONTROL = anyOf(
  /web\/src\/control\/(MoveSeat|ShowCode|Evening|evening)/,
  /web\/src\/session\/control-words/,
);

/** For Rolldown's `codeSplitting`. A module that matches no group is in a file with the pages that import it. */
export const groups = [
  { name: "index", test: (id: string) => EVERY_PAGE.test(id) && !LATER.test(id) },
  { name: "motion", test: LATER },
  { name: "room", test: ROOM },
  { name: "control", test: CONTROL },
].map((group) => ({ ...group, includeDependenciesRecursively: false }));

/** The chunks that a phone loads on its way to the lobby. Their styles are part of the page. */
export const LOBBY_CHUNKS = ["index", "PhonePage", "room"] as const;

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join("|"));
}
