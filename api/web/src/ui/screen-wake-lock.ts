/** Keeps the screen on while the page is visible, where the browser can. Returns a function that stops it. */
export function keepScreenAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let stopped = false;
  const request = async () => {
    if (document.visibilityState !== "visible" || stopped) return;
    try {
      // eslint-disable-next-line compat/compat -- Browsers without wake locks are expected.
      lock = await navigator.wakeLock?.request("screen");
      if (stopped) void lock?.release();
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
