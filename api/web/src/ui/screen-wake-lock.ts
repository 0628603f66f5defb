/** Keeps the screen awake while the page is looked at; browsers without the means just sleep. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let stopped = false;
  const ask = async () => {
    if (document.visibilityState !== "visible" || stopped) return;
    try {
      lock = await navigator.wakeLock?.request("screen");
      if (stopped) void lock?.release();
    } catch {
      // Low battery or an old browser: the game survives a sleeping phone anyway.
    }
  };
  const again = () => void ask();
  document.addEventListener("visibilitychange", again);
  again();
  return () => {
    stopped = true;
    document.removeEventListener("visibilitychange", again);
    void lock?.release();
  };
}
