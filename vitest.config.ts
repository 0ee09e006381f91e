import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/open-loaders.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    alias: [
      {
        find: /^\.\/program-file\.ts$/,
        replacement: new URL("test/support/program-file.ts", import.meta.url).pathname,
      },
    ],
    // Nothing of ours keeps state in a module, and loading all of it anew for each file took more than half of the time.
    isolate: false,
    // Engine processes run at nice 19: a busy machine makes a swap of a second wait for a minute. Nothing here is timed.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // End-to-end tests start engine processes of their own; more files at once would only queue for the cores.
    maxWorkers: 2,
  },
});
