import "./ui/palette.css";
import "./ui/base.css";
import { mount, type Component } from "svelte";
import { LOCALES, preferred, speak, type Locale } from "./i18n/index.svelte";
import { route } from "./route";
import { memory } from "./session/session.svelte";

const to = route(location.pathname);
const kept = memory.setting("locale");
const spoken = speak(kept && kept in LOCALES ? (kept as Locale) : preferred(navigator.languages));

/** One chunk a face: a phone never loads the TV's, and the gallery is not shipped at all. */
async function face(): Promise<Component<{ code: string | null }>> {
  if (import.meta.env.DEV && to.face === "gallery") {
    return (await import("./gallery/Gallery.svelte")).default as unknown as Component<{
      code: string | null;
    }>;
  }
  if (to.face === "host") return (await import("./host/HostPage.svelte")).default;
  if (to.face === "account") return (await import("./account/AccountPage.svelte")).default;
  if (to.face === "packs") return (await import("./packs/PacksPage.svelte")).default;
  return (await import("./phone/PhonePage.svelte")).default;
}

void Promise.all([face(), spoken]).then(([Face]) => {
  const target = document.getElementById("app");
  if (target)
    mount(Face, {
      target,
      props: { code: "code" in to ? to.code : "pack" in to ? to.pack : null },
    });
});
