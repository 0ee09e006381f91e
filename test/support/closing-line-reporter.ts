import type { Reporter, TestModule } from "vitest/node";

/** Prints the one line that CI reads, after everything else: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) count[test.result().state] += 1;
      // A file that does not load has no tests to fail.
      if (module.state() === "failed" && !tests.some((test) => test.result().state === "failed")) {
        count.failed += 1;
      }
    }
    const failed = count.failed + count.pending;
    process.on("exit", () =>
      process.stdout.write(
        `\n${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`,
      ),
    );
  }
}
