// Runs in a worker of its own: compiles the module once, then answers one request after another.
import { inflate } from "./inflate.js";
import { createModule } from "./module.js";

let run = null;

self.addEventListener("message", ({ data }) => {
  const { id, setup, request } = data;
  try {
    if (setup) {
      run = createModule(setup.description, setup.build, inflate(setup.binary, setup.build.length));
      self.postMessage({ id, result: {} });
      return;
    }
    const began = performance.now(), result = run(request);
    result.milliseconds = performance.now() - began;
    self.postMessage({ id, result }, [result.shown.buffer, result.last.buffer]);
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
