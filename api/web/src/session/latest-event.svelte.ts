/** Events that a screen shows for a moment, and that no snapshot contains. */

import { onMount } from "svelte";
import { useSession } from "./session.svelte";

/** Calls `listener` with the data of each event of this type while the component is on the page. */
export function onEventOf<Data>(type: string, listener: (data: Data) => void): void {
  const session = useSession();
  onMount(() =>
    session().onEvent(({ event }) => {
      if (event.type === type) listener(event.data as Data);
    }),
  );
}

/** Returns the data of the latest event of this type since the component was created; null before the first one. */
export function useLatestEvent<Data>(type: string): () => Data | null {
  let latest = $state.raw<Data | null>(null);
  onEventOf<Data>(type, (data) => (latest = data));
  return () => latest;
}
