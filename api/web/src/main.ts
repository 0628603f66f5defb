import "./ui/palette.css";
import "./ui/base.css";
import { mount, type Component } from "svelte";
import { LOCALES, preferredLocale, setLocale, type Locale } from "./i18n/index.svelte";
import { loadEssential } from "./load/load";
import { showLoadFailure } from "./load/page-failure";
import { route } from "./route";
import { storage } from "./services";

/** Wider than a tablet held upright. */
const WIDE = "(min-width: 64rem) and (orientation: landscape)";
const target = route(location.pathname, matchMedia(WIDE).matches);
// A reload and the back button find the same page on a screen of any size.
if (target.page === "host" && location.pathname === "/") history.replaceState(null, "", "/host");
const stored = storage.setting("locale");
const locale =
  stored && stored in LOCALES ? (stored as Locale) : preferredLocale(navigator.languages);
const localeReady = loadEssential(() => setLocale(locale));

type Page = Component<{ code: string | null }>;

/** Loads the page. Each page is a separate chunk; the gallery and the simulator are not part of the production build. */
async function loadPage(): Promise<Page> {
  if (import.meta.env.DEV && location.pathname === "/simulator") {
    return (await import("./simulator/Simulation.svelte")).default as unknown as Page;
  }
  if (import.meta.env.DEV && target.page === "gallery") {
    return (await import("./gallery/Gallery.svelte")).default as unknown as Page;
  }
  if (target.page === "host") return (await import("./host/HostPage.svelte")).default;
  if (target.page === "account") return (await import("./account/AccountPage.svelte")).default;
  if (target.page === "admin") return (await import("./admin/AdminPage.svelte")).default;
  if (target.page === "packs") return (await import("./packs/PacksPage.svelte")).default;
  return (await import("./phone/PhonePage.svelte")).default;
}

// bin/dev sends the event when another program answers. Rooms continue; the start page shows the games of the program.
import.meta.hot?.on("wpp:restarted", () => {
  if (location.pathname === "/host") location.reload();
});

// Other pages load in a moment without it, and browsers refuse it where the certificate is not trusted.
if (import.meta.env.PROD && location.protocol === "https:")
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});

const element = document.getElementById("app");
// `floor.js` removes the element in browsers that cannot run the app.
if (element) {
  void Promise.all([loadEssential(loadPage), localeReady]).then(
    ([Page]) => {
      const code = "code" in target ? target.code : "pack" in target ? target.pack : null;
      mount(Page, { target: element, props: { code } });
    },
    () => showLoadFailure(element),
  );
}
