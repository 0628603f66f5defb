/** A video without a picture and with a silent sound track. Browsers keep the screen on while it plays. */

import mp4 from "./silence.mp4";
import webm from "./silence.webm";

/** A longer video does not loop without a gap, in which the screen may turn off. It jumps back before its end. */
const MAX_LOOP_S = 1;
const JUMP_AFTER_S = 0.5;

/** The events of a tap or a key after which browsers allow sound. */
const GESTURES = ["click", "keydown", "touchend"];

/** Plays the video from the next gesture on. Returns a function that ends it. */
export function playSilently(): () => void {
  const video = document.createElement("video");
  video.setAttribute("playsinline", "");
  for (const [src, type] of [
    [webm, "video/webm"],
    [mp4, "video/mp4"],
  ] as const)
    video.append(Object.assign(document.createElement("source"), { src, type }));
  video.onloadedmetadata = () => (video.loop = video.duration <= MAX_LOOP_S);
  video.ontimeupdate = () => {
    if (!video.loop && video.currentTime > JUMP_AFTER_S) video.currentTime = 0;
  };
  // A browser refuses before a gesture, and pauses the video of a hidden page.
  const play = () => {
    if (video.paused && document.visibilityState === "visible") video.play().catch(() => {});
  };
  for (const gesture of GESTURES) document.addEventListener(gesture, play);
  document.addEventListener("visibilitychange", play);
  play();
  return () => {
    for (const gesture of GESTURES) document.removeEventListener(gesture, play);
    document.removeEventListener("visibilitychange", play);
    video.pause();
  };
}
