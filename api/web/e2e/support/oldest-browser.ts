/** Removes what the oldest supported browsers, Safari 15 and Chrome 94, do not have. */

/** Runs in the page before its own scripts. */
export function removeNewerFeatures(): void {
  const NEWER: Record<string, string[]> = {
    "Array.prototype": [
      ...["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"],
    ],
    "String.prototype": ["at", "isWellFormed", "toWellFormed"],
    "Element.prototype": ["checkVisibility", "setHTMLUnsafe", "moveBefore"],
    "HTMLDialogElement.prototype": ["show", "showModal", "close"],
    "Document.prototype": ["startViewTransition", "adoptedStyleSheets"],
    "Crypto.prototype": ["randomUUID"],
    "Navigator.prototype": ["wakeLock", "vibrate"],
    Object: ["hasOwn", "groupBy"],
    Array: ["fromAsync"],
    Map: ["groupBy"],
    Promise: ["withResolvers", "try"],
    AbortSignal: ["timeout", "any"],
    Response: ["json"],
    Intl: ["Segmenter", "DurationFormat"],
    window: ["structuredClone", "scheduler", "navigation", "Iterator"],
  };
  for (const [path, names] of Object.entries(NEWER)) {
    const owner = path
      .split(".")
      .reduce<object>((object, name) => Reflect.get(object, name) as object, {
        window,
        ...globals(),
      });
    for (const name of names) Reflect.deleteProperty(owner, name);
  }
  function globals() {
    return {
      Array,
      String,
      Element,
      HTMLDialogElement,
      Document,
      Crypto,
      Navigator,
      Object,
      Map,
      Promise,
      AbortSignal,
      Response,
      Intl,
    };
  }
}
