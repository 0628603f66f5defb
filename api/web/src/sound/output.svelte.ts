/** The page's one audio output: effects, music and games play into it. Browsers allow sound only after a touch. */

import { sound } from "$app/ui/sound.svelte";

class Output {
  /** Whether the browser waits for a touch before it allows sound. */
  needsTouch = $state(false);
  #audio: AudioContext | null = null;
  #volume: GainNode | null = null;

  /** Returns the audio context; null in browsers without one. The first call opens it. */
  get audio(): AudioContext | null {
    if (!this.#audio && typeof AudioContext !== "undefined") this.#open();
    return this.#audio;
  }

  /** Where everything is connected to. It applies the volume. */
  get destination(): AudioNode | null {
    return this.audio && this.#volume;
  }

  /** Whether sounds that are scheduled now are audible. */
  get running(): boolean {
    return this.#audio?.state === "running";
  }

  /** Opens the output, or resumes it. Sound stays blocked unless this is called from a touch, click or key. */
  async unlock(): Promise<void> {
    const audio = this.audio;
    // The promise of a browser that waits for a touch settles only after the touch.
    await audio?.resume().catch(() => {});
    this.#update();
  }

  /** Applies the device's volume. */
  setVolume(percent: number): void {
    if (!this.#volume || !this.#audio) return;
    // Loudness is perceived roughly as the square root of the amplitude.
    this.#volume.gain.setTargetAtTime((percent / 100) ** 2, this.#audio.currentTime, 0.02);
  }

  #open(): void {
    const audio = new AudioContext({ latencyHint: "interactive" });
    const limit = audio.createDynamicsCompressor();
    this.#volume = audio.createGain();
    this.#volume.gain.value = (sound.volume / 100) ** 2;
    this.#volume.connect(limit).connect(audio.destination);
    this.#audio = audio;
    audio.onstatechange = () => this.#update();
    this.#update();
    void this.unlock();
  }

  #update(): void {
    this.needsTouch = this.#audio !== null && this.#audio.state !== "running";
  }
}

export const output = new Output();

/**
 * Returns the position of the audio clock, in seconds, that is audible at the steady time `now` (ms). Sound leaves the
 * speaker later than `currentTime`, and some browsers report by how much.
 */
export function audibleAt(audio: AudioContext, now: number): number {
  const { contextTime = 0, performanceTime = 0 } = audio.getOutputTimestamp?.() ?? {};
  const age = now - performanceTime;
  // Some browsers report zeros, or a time from before the output was suspended.
  if (contextTime > 0 && performanceTime > 0 && age >= 0 && age < 1_000) {
    return contextTime + age / 1000;
  }
  return audio.currentTime - (audio.outputLatency || audio.baseLatency || 0);
}
