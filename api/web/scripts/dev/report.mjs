// The lines that bin/dev prints.

const useColour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (colour, text) => (useColour ? `\x1b[${colour}m${text}\x1b[0m` : text);
const time = () => paint(2, new Date().toTimeString().slice(0, 8));

/** Prints one line with the time. */
export const report = (text) => console.log(`${time()} ${text}`);

/** Prints one line with the time, in red. */
export const reportFailure = (text) => console.log(`${time()} ${paint(31, text)}`);

/** Returns milliseconds as "1.2 s". */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
