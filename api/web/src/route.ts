/** Which face a path asks for. The server answers every one of them with the same page. */

export type Route =
  | { face: "phone"; code: string | null }
  | { face: "host"; code: string | null }
  | { face: "account" }
  | { face: "packs"; pack: string | null }
  | { face: "gallery" };

/** What a person typed as a code: capitals, without blanks and dashes. */
export function codeOf(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 8);
}

export function route(path: string): Route {
  const [first = "", second = ""] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (first === "host") return { face: "host", code: codeOf(second) || null };
  if (first === "account") return { face: "account" };
  if (first === "packs") return { face: "packs", pack: second || null };
  if (first === "gallery") return { face: "gallery" };
  return { face: "phone", code: codeOf(first === "join" ? second : first) || null };
}
