/** Draws the souvenir as a picture for sharing. */

import { parseAvatar, SHAPES, type Shape } from "$app/ui/avatar";
import type { Souvenir, SouvenirDrawing, SouvenirRow } from "./souvenir";

export const WIDTH = 1080;
export const HEIGHT = 1350;
const MARGIN = 70;
const MAX_AWARDS = 4;
/** A drawing takes the room of other awards. */
const MAX_AWARDS_WITH_DRAWING = 1;
/** Wide scripts and emoji need the same room as Latin names. */
const SMALLEST_PX = 22;

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#ccc";

/** Draws the picture on a canvas of its size, and returns its PNG file. */
export async function souvenirPicture(
  souvenir: Souvenir,
  words: { brand: string; bestLie: string },
): Promise<Blob> {
  await document.fonts.ready;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser has no canvas");
  draw(pen, souvenir, words);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is empty"))),
      "image/png",
    ),
  );
}

type Pen = CanvasRenderingContext2D;

function draw(
  pen: Pen,
  { headline, rows, awards, bestLie, drawing }: Souvenir,
  words: { brand: string; bestLie: string },
): void {
  pen.fillStyle = colour("night");
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  confetti(pen);
  skyline(pen);
  pen.textAlign = "center";
  pen.textBaseline = "middle";

  text(pen, headline, {
    y: 120,
    size: 84,
    width: WIDTH - 2 * MARGIN,
    lines: 2,
    fill: colour("chalk"),
  });
  podium(pen, rows, 640);

  let y = 700;
  if (drawing) {
    sketch(pen, drawing, y);
    y += SKETCH_HEIGHT + 25;
  } else if (bestLie) {
    paper(pen, y, 190, colour("coral"), -0.012);
    text(pen, `${words.bestLie}: ${bestLie.name}`, { y: y + 44, size: 34, width: 820, lines: 1 });
    text(pen, `“${bestLie.text}”`, { y: y + 118, size: 46, width: 860, lines: 2 });
    y += 215;
  }
  for (const award of awards.slice(0, drawing ? MAX_AWARDS_WITH_DRAWING : MAX_AWARDS)) {
    paper(pen, y, 84, colour("paper"), 0);
    text(pen, `${award.emoji} ${award.title}: ${award.name}`, {
      y: y + 30,
      size: 34,
      width: 880,
      lines: 1,
    });
    const quote = award.quote ? `: “${award.quote}”` : "";
    text(pen, `${award.reason}${quote}`, {
      y: y + 63,
      size: 24,
      width: 880,
      lines: 1,
      fill: colour("ink-soft"),
    });
    y += 96;
  }
  text(pen, words.brand, { y: HEIGHT - 34, size: 30, width: 600, lines: 1, fill: colour("chalk") });
}

const SKETCH_HEIGHT = 480;
/** Width of the strokes, in the drawing's units of 1/4096 of its width. */
const STROKE_SHARE = 44 / 4096;

/** Draws a drawing on paper, with its heading and title below. */
function sketch(
  pen: Pen,
  { heading, title, width, height, paths }: SouvenirDrawing,
  y: number,
): void {
  const paperHeight = SKETCH_HEIGHT - 110;
  const scale = paperHeight / height;
  const left = (WIDTH - width * scale) / 2;
  pen.fillStyle = colour("paper");
  pen.fillRect(left - 20, y, width * scale + 40, SKETCH_HEIGHT);
  pen.save();
  pen.translate(left, y + 20);
  pen.scale(scale, scale);
  pen.fillStyle = colour("paper-raised");
  pen.fillRect(0, 0, width, height);
  pen.lineWidth = width * STROKE_SHARE;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const path of paths) {
    pen.strokeStyle = colour(path.colour);
    pen.stroke(new Path2D(path.d));
  }
  pen.restore();
  const room = width * scale;
  text(pen, title, { y: y + SKETCH_HEIGHT - 60, size: 34, width: room, lines: 1 });
  text(pen, heading, {
    ...{ y: y + SKETCH_HEIGHT - 24, size: 26, width: room, lines: 1 },
    fill: colour("ink-soft"),
  });
}

interface TextStyle {
  y: number;
  size: number;
  width: number;
  lines: number;
  fill?: string;
  x?: number;
}

/** The page's display face. TVs and phones have different ones. */
const face = () => getComputedStyle(document.documentElement).getPropertyValue("--display");

/** Draws centred text: as large as fits into its lines, and shortened where even the smallest size does not. */
function text(
  pen: Pen,
  words: string,
  { y, size, width, lines, fill, x = WIDTH / 2 }: TextStyle,
): void {
  pen.fillStyle = fill ?? colour("ink");
  let px = size;
  let rows = [words];
  for (; px >= SMALLEST_PX; px -= 2) {
    pen.font = `740 ${px}px ${face()}`;
    rows = wrapped(words, (row) => pen.measureText(row).width <= width);
    if (rows.length <= lines && rows.every((row) => pen.measureText(row).width <= width)) break;
  }
  const shown = rows.slice(0, lines).map((row) => shortened(pen, row, width));
  const height = px * 1.12;
  shown.forEach((row, i) => pen.fillText(row, x, y + (i - (shown.length - 1) / 2) * height));
}

/** Breaks a text into rows that fit, at spaces. */
export function wrapped(words: string, fits: (row: string) => boolean): string[] {
  const rows: string[] = [];
  for (const word of words.split(" ")) {
    const longer = rows.length ? `${rows[rows.length - 1]} ${word}` : word;
    if (rows.length && fits(longer)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}

function shortened(pen: Pen, row: string, width: number): string {
  if (pen.measureText(row).width <= width) return row;
  const letters = [...row];
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

const STEP = 290;
const STEPS: Record<number, { x: number; height: number; fill: string }> = {
  1: { x: WIDTH / 2, height: 230, fill: "mustard" },
  2: { x: WIDTH / 2 - STEP - 10, height: 160, fill: "sky" },
  3: { x: WIDTH / 2 + STEP + 10, height: 110, fill: "coral" },
};
const MAX_ON_STEP = 3;

function podium(pen: Pen, rows: readonly SouvenirRow[], floor: number): void {
  for (const rank of [1, 2, 3]) {
    const tied = rows.filter((row) => row.rank === rank);
    const { x, height, fill } = STEPS[rank]!;
    if (tied.length === 0) continue;
    const top = floor - height;
    pen.fillStyle = colour(fill);
    pen.fillRect(x - STEP / 2, top, STEP, height);
    text(pen, String(rank), { x, y: top + 46, size: 54, width: STEP, lines: 1 });
    text(pen, String(tied[0]?.score ?? 0), { x, y: top + 88, size: 30, width: STEP, lines: 1 });
    const shown = tied.slice(0, MAX_ON_STEP);
    const size = shown.length > 1 ? 84 : rank === 1 ? 170 : 130;
    shown.forEach((row, i) => {
      const left = x + (i - (shown.length - 1) / 2) * (size + 6) - size / 2;
      figure(pen, row, left, top - size - 52, size);
    });
    const names = shown.map(({ name }) => name).join(", ");
    const more = tied.length > shown.length ? ` +${tied.length - shown.length}` : "";
    text(pen, names + more, {
      x,
      y: top - 24,
      size: 34,
      width: STEP,
      lines: 1,
      fill: colour("chalk"),
    });
  }
}

function figure(pen: Pen, { avatar, id }: SouvenirRow, x: number, y: number, size: number): void {
  const parsed = parseAvatar(avatar, id);
  const shape: Shape = SHAPES[parsed.shape];
  const scale = size / 106;
  pen.save();
  pen.translate(x + 2 * scale, y + 2 * scale);
  pen.scale(scale, scale);
  pen.fillStyle = colour(parsed.colour);
  pen.fill(new Path2D(shape.body));
  for (const [path, fill] of [
    [shape.fold, "rgb(20 33 31 / 0.22)"],
    [shape.light, "rgb(255 250 240 / 0.5)"],
  ] as const) {
    pen.fillStyle = fill;
    if (path) pen.fill(new Path2D(path));
  }
  pen.fillStyle = "#14211f";
  const [eyeX, eyeY, gap] = shape.eyes;
  for (const cx of [eyeX, eyeX + gap]) {
    pen.beginPath();
    pen.ellipse(cx, eyeY, 4, 5.5, 0, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.restore();
}

function paper(pen: Pen, y: number, height: number, fill: string, tilt: number): void {
  pen.save();
  pen.translate(WIDTH / 2, y + height / 2);
  pen.rotate(tilt);
  pen.fillStyle = fill;
  pen.fillRect(MARGIN - WIDTH / 2, -height / 2, WIDTH - 2 * MARGIN, height);
  pen.restore();
}

const PAPER_COLOURS = ["coral", "mustard", "mint", "sky", "rose"] as const;

function confetti(pen: Pen): void {
  for (let i = 0; i < 60; i += 1) {
    pen.save();
    pen.translate((i * 397) % WIDTH, (i * 211) % 620);
    pen.rotate(i);
    pen.fillStyle = colour(PAPER_COLOURS[i % PAPER_COLOURS.length] ?? "coral");
    pen.globalAlpha = 0.5;
    pen.fillRect(0, 0, 12, 18);
    pen.restore();
  }
}

function skyline(pen: Pen): void {
  for (let i = 0, x = -20; x < WIDTH; i += 1) {
    const width = 90 + ((i * 37) % 41);
    const height = 90 + ((i * 53) % 110);
    pen.fillStyle = colour(`house-${i % 3}`);
    pen.beginPath();
    pen.moveTo(x, HEIGHT);
    pen.lineTo(x, HEIGHT - height);
    pen.lineTo(x + width / 2, HEIGHT - height - width * 0.5);
    pen.lineTo(x + width, HEIGHT - height);
    pen.lineTo(x + width, HEIGHT);
    pen.fill();
    x += width - 1;
  }
}
