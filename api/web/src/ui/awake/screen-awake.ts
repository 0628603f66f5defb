/**
 * Keeps the screen on while the page is visible, where the browser can: with a wake lock, or else with a silent video.
 * Browsers have wake locks for pages with HTTPS only. Returns a function that stops it.
 */
export function keepScreenAwake(): () => void {
  return "wakeLock" in navigator ? holdWakeLock() : playSilentVideo();
}

function holdWakeLock(): () => void {
  let lock: WakeLockSentinel | null = null;
  let stopped = false;
  const request = async () => {
    if (document.visibilityState !== "visible" || stopped) return;
    try {
      // eslint-disable-next-line compat/compat -- Browsers without wake locks play the video.
      lock = await navigator.wakeLock.request("screen");
      if (stopped) void lock.release();
    } catch {
      // The browser refuses, for example on low battery. Players reconnect when the phone wakes.
    }
  };
  // Browsers release the lock when the page is hidden.
  const handleVisibility = () => void request();
  document.addEventListener("visibilitychange", handleVisibility);
  void request();
  return () => {
    stopped = true;
    document.removeEventListener("visibilitychange", handleVisibility);
    void lock?.release();
  };
}

/** The video loads this long after the page, so that it does not delay the lobby. */
const VIDEO_DELAY_MS = 3_000;

function playSilentVideo(): () => void {
  let stop = () => {};
  let stopped = false;
  const timer = setTimeout(() => {
    import("./silent-video").then(
      (video) => {
        if (!stopped) stop = video.playSilently();
      },
      () => {}, // The screen turns off as usual. Players reconnect when the phone wakes.
    );
  }, VIDEO_DELAY_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stop();
  };
}
