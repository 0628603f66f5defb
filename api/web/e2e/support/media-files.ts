/** Pictures and sounds for uploads, made here so that their contents are known. */

import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];

/** Returns a PNG picture whose pixels have the colours of `colourAt`. */
export function png(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, three channels.
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(name, 4, "latin1");
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}

/** A yellow tower in front of a blue sky. */
export const tower = (): Buffer =>
  png(640, 400, (x) => (x > 220 && x < 420 ? [250, 200, 40] : [40, 90, 200]));

/** A picture that cannot be compressed: each row and column differs from its neighbours. Has about 3.3 MB. */
export function noise(): Buffer {
  let seed = 20_261_130;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) % 256;
  return png(1_100, 1_000, () => [random(), random(), random()]);
}

/** Bytes of an MP3 frame: MPEG 1, layer III, 128 kbit/s, 44.1 kHz, one channel. */
const FRAME = 417;
const FRAMES_PER_SECOND = 44_100 / 1_152;

/** Returns an MP3 sound without any tone. A frame of zeros is silence. */
export function silence(seconds: number): Buffer {
  const frame = Buffer.alloc(FRAME);
  frame.set([0xff, 0xfb, 0x90, 0xc4]);
  return Buffer.concat(Array<Buffer>(Math.round(seconds * FRAMES_PER_SECOND)).fill(frame));
}
