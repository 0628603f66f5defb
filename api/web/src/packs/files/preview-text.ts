/** The sentences that sum up a preview; the page shows them and announces them. */

import { list, t } from "$app/i18n/index.svelte";
import type { FilePreview } from "../packs-api";
import { formatText } from "../words/faults";

/** Returns the format. `recognized`: the server found it; otherwise a person chose it. */
export function readAsText({ format }: FilePreview, recognized: boolean): string {
  return t(recognized ? "import_recognized" : "import_read_as", { format: formatText(format) });
}

/** Returns the numbers of valid questions and of rows with problems. */
export function countsText({ questions, refused }: FilePreview): string {
  const found = t("import_found", { n: questions });
  return `${refused ? `${found}, ${t("import_found_bad", { n: refused })}` : found}.`;
}

/** Lists headings without the remarks of templates, such as "Question - max 120 characters". */
export const headingsText = (headings: string[]): string =>
  list(headings.map((heading) => heading.split(/ [-–] /)[0] ?? heading));
