/** Every scene of the TV. */

import { checkScenes } from "../support/scenes";

checkScenes("tv");
