/** Plays the sound of a question into the page's output, which a touch of the TV has opened. */

import { output } from "$app/sound/output.svelte";
import { sound } from "$app/ui/sound.svelte";

export type SoundState = "loading" | "ready" | "playing" | "played" | "failed";

export class QuestionSound {
  state = $state<SoundState>("loading");
  #buffer: AudioBuffer | null = null;
  #source: AudioBufferSourceNode | null = null;

  /** Loads the sound. Call it once. */
  async load(url: string): Promise<void> {
    try {
      const response = await fetch(url);
      const { audio } = output;
      if (!response.ok || !audio) throw new Error(`${url}: ${response.status}`);
      this.#buffer = await audio.decodeAudioData(await response.arrayBuffer());
      this.state = "ready";
    } catch {
      this.state = "failed";
    }
  }

  /** Plays the sound from its beginning. The music is silent meanwhile. */
  play(): void {
    const { audio, destination } = output;
    if (!audio || !destination || !this.#buffer) return;
    this.stop();
    const source = audio.createBufferSource();
    source.buffer = this.#buffer;
    source.connect(destination);
    source.onended = () => {
      if (this.#source === source) this.stop();
    };
    this.#source = source;
    this.state = "playing";
    sound.hush(true);
    void output.unlock();
    source.start();
  }

  /** Ends the sound. */
  stop(): void {
    const source = this.#source;
    if (!source) return;
    this.#source = null;
    this.state = "played";
    sound.hush(false);
    source.stop();
    source.disconnect();
  }
}
