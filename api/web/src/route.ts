/** Maps a URL path to a page. The server answers every path with the same HTML document. */

export type Route =
  | { page: "phone"; code: string | null }
  | { page: "host"; code: string | null }
  | { page: "account" }
  | { page: "admin" }
  | { page: "packs"; pack: string | null }
  | { page: "gallery" };

/** Normalises a typed room code: capital letters and digits, without spaces and dashes. */
export function normaliseCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 8);
}

/** Decodes a part of a path. A part with a malformed escape, such as `BCDFG%`, stays as it is. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `wide` is whether the screen is one to host on: there, the bare address leads to the games. */
export function route(path: string, wide = false): Route {
  const [first = "", second = ""] = path.split("/").filter(Boolean).map(decodePart);
  if (first === "" && wide) return { page: "host", code: null };
  if (first === "host") return { page: "host", code: normaliseCode(second) || null };
  if (first === "account") return { page: "account" };
  if (first === "admin") return { page: "admin" };
  if (first === "packs") return { page: "packs", pack: second || null };
  if (first === "gallery") return { page: "gallery" };
  return { page: "phone", code: normaliseCode(first === "join" ? second : first) || null };
}
