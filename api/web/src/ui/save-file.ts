/** The browser needs the object URL until it has read the file. No event reports when that is done. */
const URL_LIFETIME_MS = 60_000;

/** Saves a file to the device, as a download does. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), URL_LIFETIME_MS);
}
