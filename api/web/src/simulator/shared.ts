/** The page's simulator, which the devices in its frames find through their parent window. */

import { Simulator } from "./simulator.svelte";

declare global {
  interface Window {
    simulator?: Simulator;
  }
}

export const simulator = new Simulator();
