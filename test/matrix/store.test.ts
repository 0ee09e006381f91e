import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { errorText } from "../../src/discord/error-text.ts";
import { textFor } from "../../src/text/catalogue.ts";
import { jobWorld, runToEnd } from "../support/job-world.ts";
import { storeReadiness } from "../support/store-readiness.ts";
import { noHolds } from "../support/no-holds.ts";

const prlimit = "/usr/bin/prlimit";

/** No file of this process may grow beyond this any more, as on a full disk. */
function limit(bytes: string): void {
  execFileSync(prlimit, ["--pid", String(process.pid), `--fsize=${bytes}:unlimited`]);
}

test.skipIf(!existsSync(prlimit))(
  "disk full: new jobs are refused with a sentence, readiness is red, nothing is allowed for free, and it works again",
  async () => {
    const world = await jobWorld({ creditsPerPeriod: 1_000 });
    const { provider, reply, request } = world;
    const started = await world.start();
    const readiness = storeReadiness(started);
    await runToEnd(started, request("1"));
    const callsBefore = provider.calls.length;

    onTestFinished(() => limit("unlimited"));
    const path = world.storeUrl.slice("sqlite:".length);
    limit(String(statSync(`${path}-wal`).size));
    const refused: unknown = await started.machine.create(request("2")).catch((error) => error);
    const isReady = await readiness.failing();
    limit("unlimited");

    expect(isReady).toEqual(["store"]);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: "STORE_FAILED" });
    expect(errorText(textFor("en"), "STORE_FAILED")).toMatch(/^[A-Z].+\.$/s);
    expect(provider.calls).toHaveLength(callsBefore);
    expect(await started.records.get("2")).toBeUndefined();
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 2, holds: noHolds });

    expect(await readiness.failing()).toEqual([]);
    await runToEnd(started, request("3"));
    expect(reply.results).toHaveLength(2);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 4, holds: noHolds });
  },
);
