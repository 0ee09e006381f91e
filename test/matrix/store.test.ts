import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { accountRecord } from "../../src/services/account-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { errorText } from "../../src/discord/error-text.ts";
import { textFor } from "../../src/text/catalogue.ts";
import { jobWorld, runToEnd } from "../support/job-world.ts";
import { runChild } from "../support/run-child.ts";
import { storeReadiness } from "../support/store-readiness.ts";
import { noHolds } from "../support/no-holds.ts";
import { tempDir } from "../support/temp-dir.ts";

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

const strace = "/usr/bin/strace";

/** Every fsync of this process fails from now on, as on a disk that dies. Undefined where nobody may look into another process. */
async function breakFsync(pid: number): Promise<(() => Promise<void>) | undefined> {
  const inject = "inject=fsync,fdatasync:error=EIO";
  const words = ["-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", inject];
  const tracer = spawn(strace, [...words, "-p", String(pid)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(tracer, "exit");
  const attached = new Promise<boolean>((resolve) => {
    tracer.stderr.on("data", (text: Buffer) => String(text).includes("attached") && resolve(true));
  });
  const isAttached = await Promise.race([attached, ended.then(() => false)]);
  if (!isAttached) return undefined;
  return async () => {
    tracer.kill("SIGINT");
    await ended;
  };
}

test.skipIf(!existsSync(strace))(
  "fsync EIO: nothing is acknowledged, readiness is red, no allow, and what was acknowledged before is there",
  async ({ skip }) => {
    const path = join(tempDir(), "bot.sqlite");
    const child = runChild(new URL("../services/holding-child.ts", import.meta.url), [
      `sqlite:${path}`,
    ]);
    onTestFinished(() => child.kill());
    await child.line("held 5");
    const heal = await breakFsync(child.process.pid ?? 0);
    skip(heal === undefined, "strace may not look into other processes here");
    await child.line("failed STORE_FAILED unready");
    const failures = () => child.lines.filter((line) => line.startsWith("failed "));
    const held = () => child.lines.filter((line) => line.startsWith("held "));
    const heldBefore = held().length;
    const failedBefore = failures().length;
    await expect
      .poll(() => failures().length, { timeout: 60_000 })
      .toBeGreaterThan(failedBefore + 3);
    expect(held()).toHaveLength(heldBefore);
    await heal?.();
    await expect.poll(() => held().length, { timeout: 60_000 }).toBeGreaterThan(heldBefore);
    expect(failures().filter((line) => !line.startsWith("failed STORE_FAILED"))).toEqual([]);
    await child.kill();

    const store = await openStore(`sqlite:${path}`);
    onTestFinished(() => store.close());
    const accounts = store.records("account", accountRecord);
    for (const line of held()) {
      const job = line.split(" ")[1];
      expect(Object.keys((await accounts.get(`person:${job}`))?.holds ?? {})).toEqual([
        `job${job}`,
      ]);
    }
  },
);
