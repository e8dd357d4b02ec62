// The model in a worker: one request in flight; of those that wait on a channel the latest wins; stop ends the worker.
import { bytes } from "../dom.js";
import { createResult } from "./result.js";

// a module of eight lines that needs vectors of 128 bits
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

export function createEngine(source, description, builds) {
  const simd = WebAssembly.validate(Uint8Array.from(SIMD));
  const build = builds.find((one) => one.simd === simd) ?? builds[builds.length - 1];
  let worker = null, flying = null, number = 0;
  const waiting = new Map();

  function begin() {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker = new Worker(url);
    worker.addEventListener("message", ({ data }) => settle(data));
    worker.addEventListener("error", (event) => settle({ id: flying?.id, error: event.message || "the worker ended" }));
    const { lanes, bytes: size, length, binary } = build;
    send({ setup: { description, build: { lanes, bytes: size, length }, binary: bytes(binary) } }, () => {}, fail);
  }

  function fail(error) {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function send(message, resolve, reject) {
    flying = { id: ++number, resolve, reject };
    worker.postMessage({ id: flying.id, ...message });
  }

  function settle({ id, result, error }) {
    if (!flying || id !== flying.id) return;
    const done = flying;
    flying = null;
    if (error) done.reject(new Error(error));
    else done.resolve(result);
    next();
  }

  function next() {
    if (flying || !waiting.size) return;
    const [channel, one] = waiting.entries().next().value;
    waiting.delete(channel);
    send({ request: one.request }, (raw) => one.resolve(raw && createResult(raw, description)), one.reject);
  }

  return {
    simd, source, builds,
    // resolves to a result, or to null if a later request on the same channel took its place
    run(request, channel = "main") {
      return new Promise((resolve, reject) => {
        waiting.get(channel)?.resolve(null);
        waiting.delete(channel);
        waiting.set(channel, { request, resolve, reject });
        if (!worker) begin();
        next();
      });
    },
    stop() {
      worker?.terminate();
      worker = null;
      flying?.resolve(null);
      flying = null;
      for (const one of waiting.values()) one.resolve(null);
      waiting.clear();
    },
    get busy() { return Boolean(flying) || waiting.size > 0; },
  };
}
