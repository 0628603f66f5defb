/**
 * What this device plays: whether sound is on, how loud, and whether there is music and a voice. Phones start muted.
 * Every sound comes with a visible change, so the app works without sound. What makes the sounds is loaded when sound
 * is on.
 */

import { storage } from "$app/services";

export type Sound =
  "join" | "submit" | "tick" | "step" | "roll" | "turn" | "truth" | "board" | "fanfare" | "finale";

/** Parts of the sound that can be switched off. */
export type SoundPart = "music" | "voice";

const LOUDEST = 100;
const DEFAULT_VOLUME = 70;

let on = $state(false);
let volume = $state(DEFAULT_VOLUME);
/** Whether the sound of a question plays, so that music and voice are silent. */
let hushed = $state(false);
const parts = $state<Record<SoundPart, boolean>>({ music: true, voice: true });

const loadEffects = () => import("$app/sound/effects");

export const sound = {
  get on() {
    return on;
  },
  /** From 0 to 100. */
  get volume() {
    return volume;
  },
  /** Whether a part of the sound plays. */
  plays(part: SoundPart): boolean {
    return on && !hushed && parts[part];
  },
  isPartOn: (part: SoundPart): boolean => parts[part],
  /** Reads the stored choices. `defaultOn` applies until the person has chosen. */
  init(defaultOn: boolean): void {
    const stored = storage.setting("sound");
    on = stored === null ? defaultOn : stored === "on";
    const loudness = Number(storage.setting("volume") ?? DEFAULT_VOLUME);
    volume = Number.isFinite(loudness) ? Math.min(LOUDEST, Math.max(0, loudness)) : DEFAULT_VOLUME;
    parts.music = storage.setting("music") !== "off";
    parts.voice = storage.setting("voice") !== "off";
  },
  /** Silences music and voice, or ends that. */
  hush(silent: boolean): void {
    hushed = silent;
  },
  toggle(): void {
    on = !on;
    storage.saveSetting("sound", on ? "on" : "off");
    if (on) play("join");
  },
  togglePart(part: SoundPart): void {
    parts[part] = !parts[part];
    storage.saveSetting(part, parts[part] ? "on" : "off");
  },
  setVolume(to: number): void {
    volume = to;
    storage.saveSetting("volume", String(to));
  },
};

/** Plays a sound when sound is on. Browsers stay silent until the page is touched. */
export function play(name: Sound): void {
  if (!on) return;
  loadEffects().then(
    ({ playEffect }) => playEffect(name),
    () => {}, // The sound's visible counterpart is enough.
  );
}
