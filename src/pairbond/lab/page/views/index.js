// The views, in the order of the navigation: {id, mount(root, app), offered?(model, page)}.
import { couple } from "./couple.js";
import { loop } from "./loop.js";
import { start } from "./start.js";

const VIEWS = [start, couple, loop];

export const offered = (model, page) => VIEWS.filter((one) => !one.offered || one.offered(model, page));
