import { expect, test } from "vitest";
import { gifCorpus } from "../../support/gif-corpus.ts";
import { runChild } from "../../support/run-child.ts";
import { sharedDir } from "../../support/shared-dir.ts";

const MB = 1024 * 1024;
const child = new URL("../../support/corpus-child.ts", import.meta.url);

interface Report {
  readonly results: readonly { readonly name: string; readonly end: string }[];
  readonly peakBytes: number;
}

test.skipIf(gifCorpus.length === 0)(
  "every file of the corpus is played, edited and fitted or refused by name, with 300 MB for all that a process needs",
  async () => {
    const run = runChild(child, [], { SHARED_DIR: sharedDir ?? "" });
    const report = JSON.parse(await run.line("{")) as Report;
    expect(await run.ended).toBe(0);
    expect(report.results).toHaveLength(gifCorpus.length);
    for (const { name, end } of report.results) {
      expect(`${name}: ${end}`).toMatch(
        /: (\d+ frames|RESULT_TOO_LARGE|TARGET_BROKEN|MEDIA_TOO_MANY_PIXELS|MEDIA_TOO_MANY_FRAMES|MEDIA_TOO_LONG)$/,
      );
    }
    const shown = report.results.filter(({ end }) => end.endsWith("frames"));
    expect(shown.length).toBeGreaterThan(20);
    expect(report.peakBytes).toBeLessThanOrEqual(300 * MB);
  },
);
