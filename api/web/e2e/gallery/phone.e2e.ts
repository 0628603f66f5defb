/** Every scene of the phones. */

import { checkScenes } from "../support/scenes";

checkScenes("phone");
