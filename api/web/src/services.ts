/** The app's access to this device's storage and to the API. One instance of each per page. */

import { browserStore } from "./core/browser";
import { DeviceStorage } from "./core/device-storage";
import { SessionApi } from "./core/session-api";

export const storage = new DeviceStorage(browserStore);
export const api = new SessionApi((path, init) => fetch(path, init));
