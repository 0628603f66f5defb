/** Makes large photos smaller before their upload, because the server accepts no more than a few megabytes. */

import { MAX_UPLOAD_MB } from "../rules/bounds";

const MEGABYTE = 1024 * 1024;

/** Width and height of the smaller picture. The server stores no more than 1600 pixels. */
const SIDE = 2_000;

const QUALITY = 0.85;

/** Returns the file, or a smaller picture of it where the file is too large and the browser can read it. */
export async function shrunk(file: File): Promise<Blob> {
  if (file.size <= MAX_UPLOAD_MB * MEGABYTE || !file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/jpeg", QUALITY),
    );
    return smaller ?? file;
  } catch {
    // The server explains what is wrong with the file.
    return file;
  }
}
