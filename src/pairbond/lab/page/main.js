// Begins the page: reads what it came with, makes the app, and lets the shell show it.
import { createApp } from "./app.js";
import { data, unpacked } from "./dom.js";
import { leaveOnShift } from "./leave.js";
import { createEngine } from "./runtime/engine.js";
import { mountShell } from "./shell.js";
import { createTexts } from "./texts.js";
import { offered } from "./views/index.js";

const model = data("model"), page = unpacked(data("page")), t = createTexts(data("texts"));
const engine = createEngine(data("worker"), model, data("builds"));
const views = offered(model, page);
const app = createApp({ model, page, t, engine, viewIds: views.map((one) => one.id) });

leaveOnShift();
const linked = app.states.parse(location.hash);
const first = location.hash.length > 1 || !page.initial ? linked : app.states.accept(page.initial);
app.state = first.state;
app.refusals = first.refusals;
document.getElementById("app").lab = app; // for whoever wants to look inside
mountShell(document.getElementById("app"), app, views);
addEventListener("hashchange", () => app.take(app.states.parse(location.hash)));
app.refresh();
