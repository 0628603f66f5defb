/** The best drawing, for the souvenir. */

import type { Player } from "$app/contract/types";
import { t } from "$app/i18n/index.svelte";
import type { SouvenirDrawing } from "$app/souvenir/souvenir";
import { COLOURS, decodeStroke, HEIGHT, pathOf, WIDTH } from "./paper/drawing";
import type { SketchView } from "./types";

/** Returns the best drawing; null if none was shown, or the host removed it. */
export function bestDrawing(
  { best }: Pick<SketchView, "best">,
  players: readonly Player[],
): SouvenirDrawing | null {
  if (!best) return null;
  const artist = players.find((one) => one.player_id === best.artist);
  return {
    heading: `${t("sketch_best")}: ${artist?.nickname ?? "?"}`,
    title: best.title,
    width: WIDTH,
    height: HEIGHT,
    paths: best.drawing.map(decodeStroke).map(({ colour, points }) => ({
      colour: COLOURS[colour] ?? "ink",
      d: pathOf(points),
    })),
  };
}
