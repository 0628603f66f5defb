/** The picture or the sound of a question. */

/** The contract's `MediaView`, as every game with questions sends it. */
export interface Media {
  kind: "picture" | "sound";
  /** Address on this server. The content of an address never changes. */
  url: string;
  /** Description for people who cannot perceive the medium; may be empty for a sound. */
  alt?: string;
}
