import { AppError } from "../../src/core/errors.ts";
import { accountRecord } from "../../src/services/account-record.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { openStore } from "../../src/storage/open-store.ts";

/** Holds credits for ever, one job after another, and says how each went: `held JOB` or `failed CODE`. */
const [url] = process.argv.slice(2);
const store = await openStore(url);
const ledger = createLedger({
  records: store.records("account", accountRecord),
  clock: Date.now,
  period: "month",
  timeZone: "UTC",
});

for (let job = 0; ; job += 1) {
  const account = `person:${job}`;
  const payer = { account, purse: "person", credits: 1, from: "bot" } as const;
  const cause = { jobId: `job${job}`, by: "test", why: "x".repeat(2000) };
  try {
    await ledger.hold({ ...cause, price: 1, payers: [payer] });
    process.stdout.write(`held ${job}\n`);
  } catch (error) {
    const ready = await store.check().then(
      () => "ready",
      () => "unready",
    );
    process.stdout.write(`failed ${error instanceof AppError ? error.code : "?"} ${ready}\n`);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
}
