// What all views share: the state, the engine, the words, and who is told when something changes.
import { createRequests } from "./request.js";
import { createStates } from "./state.js";

export function createApp({ model, page, t, engine, viewIds }) {
  const states = createStates(model, page, t, viewIds), requests = createRequests(model, page);
  const listeners = { state: new Set(), result: new Set(), announce: new Set(), error: new Set() };
  const tell = (kind, ...said) => { for (const fn of listeners[kind]) fn(...said); };

  const app = {
    model, page, texts: t, t, engine, states, state: states.empty(), result: null, refusals: [],
    ...requests,

    // fn(state) on "state", fn(result, state) on "result", fn(text) on "announce"; returns how to stop listening
    on(kind, fn) {
      listeners[kind].add(fn);
      return () => listeners[kind].delete(fn);
    },

    // changes part of the state, tells everybody, and runs the model again if its numbers changed
    set(patch) {
      const before = JSON.stringify(app.request(app.state));
      app.state = { ...app.state, ...patch };
      tell("state", app.state);
      if (!app.result || JSON.stringify(app.request(app.state)) !== before) app.refresh();
    },

    async refresh() {
      const asked = app.state;
      try {
        const result = await engine.run(app.request(asked));
        if (!result) return;
        app.result = result;
        tell("result", result, asked);
      } catch (error) {
        tell("error", error);
      }
    },

    announce: (text) => tell("announce", text),

    // a state from a link or a file; what was refused is kept to be shown
    take({ state, refusals }) {
      app.refusals = refusals;
      app.set(state);
    },
  };
  return app;
}
