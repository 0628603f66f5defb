/** Notices what changes the sizes of texts. */

/**
 * Calls `update` whenever the content of an element changes, and once the text face has arrived, which can be after the
 * content. Returns a function that stops this.
 */
export function followTexts(root: Element, update: () => void): () => void {
  const changed = new MutationObserver(update);
  changed.observe(root, { childList: true, subtree: true, characterData: true });
  void document.fonts?.ready.then(update);
  return () => changed.disconnect();
}
