import { createHook } from "node:async_hooks";
import { onTestFinished } from "vitest";

/** Counts the TCP connections that this process starts to open, from now on to the end of the test. */
export function countConnects(): () => number {
  let count = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === "TCPCONNECTWRAP") count += 1;
    },
  }).enable();
  onTestFinished(() => {
    hook.disable();
  });
  return () => count;
}
