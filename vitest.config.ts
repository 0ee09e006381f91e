import { defineConfig } from "vitest/config";

/** Tests whose files share modules: what reaches into the process of another file is not among them. */
const together = [
  "bench",
  "commands",
  "contract",
  "core",
  "engine",
  "matrix",
  "media",
  "services",
  "text",
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
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
    // Others do: which undici of a process is loaded first decides what the plain client of discord.js sends.
    projects: [
      { extends: true, test: { name: "together", include: together, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: together } },
    ],
    // Engine processes run at nice 19: a busy machine makes a swap of a second wait for a minute. Nothing here is timed.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // End-to-end tests start engine processes of their own; more files at once would only queue for the cores.
    maxWorkers: 2,
  },
});
