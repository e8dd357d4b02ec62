// The views, in the order of the navigation: {id, mount(root, app), offered?(model, page)}.
import { claims } from "./claims.js";
import { couple } from "./couple.js";
import { courses } from "./courses.js";
import { debates } from "./debates.js";
import { loop } from "./loop.js";
import { cycleMap } from "./map.js";
import { start } from "./start.js";
import { story } from "./story.js";

const VIEWS = [start, story, couple, loop, courses, cycleMap, claims, debates];

export const offered = (model, page) => VIEWS.filter((one) => !one.offered || one.offered(model, page));
