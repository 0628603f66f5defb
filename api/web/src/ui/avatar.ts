/**
 * The avatars: twelve shapes in five colours. Paths are in a 100 × 100 field: a body in the avatar's
 * colour, darker and lighter marks on it, and two eyes.
 */

export interface Shape {
  body: string;
  /** Darker marks. */
  fold?: string;
  /** Lighter marks. */
  light?: string;
  /** The left eye's centre, and the distance to the right eye. */
  eyes: [x: number, y: number, gap: number];
}

/** Returns the outline of a star with `points` tips between two radii; the first tip is at the top. */
function star(points: number, outer: number, inner: number, cy = 50): string {
  const corners = Array.from({ length: points * 2 }, (_, i) => {
    const radius = i % 2 === 0 ? outer : inner;
    const angle = (Math.PI * i) / points - Math.PI / 2;
    return `${(50 + radius * Math.cos(angle)).toFixed(1)} ${(cy + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${corners.join("L")}Z`;
}

const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

export const SHAPES = {
  sun: { body: star(13, 49, 36), light: circle(50, 50, 27), eyes: [42, 48, 17] },
  wave: {
    body: "M2 92C4 46 26 12 60 14c24 1 36 20 28 36-6 12-22 14-30 5-3 17 8 27 24 25 6-1 11-4 16-8v20Z",
    fold: "M14 92c2-32 14-56 34-62-12 16-16 38-8 62Z",
    eyes: [55, 32, 16],
  },
  leaf: {
    body: "M10 94C-2 48 30 4 94 6c6 58-26 92-70 78l-8 12Z",
    fold: "M22 82C38 60 56 42 78 24L60 50l20 0-28 8-8 12 20 2-34 8Z",
    eyes: [30, 42, 18],
  },
  house: {
    body: "M50 6l14 12V8h14v24l18 18H85v43H15V50H4Z",
    fold: "M41 93V68c0-12 18-12 18 0v25Z",
    light: "M23 70h11v13H23ZM66 70h11v13H66Z",
    eyes: [41, 46, 18],
  },
  boat: {
    body: "M47 4v56H10Zm7 12l34 44H54ZM4 66h92L82 94H20Z",
    light: "M10 72h80l-3 6H13Z",
    eyes: [40, 85, 18],
  },
  star: { body: star(5, 50, 24, 54), light: star(5, 25, 12, 54), eyes: [42, 51, 16] },
  fish: {
    body: "M3 52C14 20 54 14 73 42L97 20c-5 20-5 40 0 62L73 60C54 90 14 84 3 52Z",
    fold: "M52 30c10 12 10 32 0 44 18-6 18-36 0-44Z",
    eyes: [20, 46, 16],
  },
  kite: {
    body: "M50 2l38 38-38 44L12 40ZM50 84l12 5v10L50 93l-12 6V89Z",
    fold: "M50 2l38 38H50ZM50 40v44L12 40Z",
    eyes: [41, 34, 18],
  },
  cup: {
    body: "M8 30h64v4c34-6 34 40-3 38-3 8-8 15-14 20H25C12 80 8 60 8 30Zm64 14l-1 18c14 0 15-20 1-18Z",
    light: "M8 30h64l-1 9H9Z",
    fold: "M26 24c-8-8 6-10 0-20 12 8-2 12 6 20ZM46 24c-8-8 6-10 0-20 12 8-2 12 6 20Z",
    eyes: [31, 55, 18],
  },
  crown: {
    body: "M4 24l24 22L50 8l22 38 24-22-10 66H14Z",
    light: "M13 78h74l-2 12H15Z",
    fold: `${circle(50, 26, 5)}${circle(16, 42, 4)}${circle(84, 42, 4)}`,
    eyes: [41, 60, 18],
  },
  moon: {
    body: "M64 3A48 48 0 1 0 97 70 40 40 0 0 1 64 3Z",
    light: "M80 16l4 9 10 1-7 7 2 10-9-5-9 5 2-10-7-7 10-1Z",
    eyes: [22, 52, 18],
  },
  bell: {
    body: "M50 4c7 0 8 4 8 8 18 5 20 24 22 44l12 20H8l12-20c2-20 4-39 22-44 0-4 1-8 8-8ZM38 80h24c0 18-24 18-24 0Z",
    light: "M18 62h64l4 7H14Z",
    eyes: [41, 42, 18],
  },
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];

export const COLOURS = ["coral", "mustard", "mint", "sky", "rose"] as const;
export type Colour = (typeof COLOURS)[number];

export interface Avatar {
  shape: ShapeName;
  colour: Colour;
}

/** Formats an avatar for the API: `sun:coral`. */
export const formatAvatar = ({ shape, colour }: Avatar): string => `${shape}:${colour}`;

/** Parses an avatar's text. Missing and unknown parts are derived from `id`, always the same way. */
export function parseAvatar(text: string | null | undefined, id = ""): Avatar {
  const [shape, colour] = (text ?? "").split(":");
  let hash = 7;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  const derivedShape = SHAPE_NAMES[hash % SHAPE_NAMES.length] ?? "sun";
  const derivedColour = COLOURS[(hash >>> 4) % COLOURS.length] ?? "coral";
  return {
    shape: SHAPE_NAMES.find((name) => name === shape) ?? derivedShape,
    colour: COLOURS.find((name) => name === colour) ?? derivedColour,
  };
}
