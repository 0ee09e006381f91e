import { accountRecord } from "../../src/services/account-record.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { UserError } from "../../src/core/errors.ts";
import { openStore } from "../../src/storage/open-store.ts";

/**
 * Asks for many holds on one account at once, and says how many it got: `granted N`.
 * Arguments: the store's URL, the account, how many. Waits for a line on stdin, so that several can start together.
 */
const [url, account, count] = process.argv.slice(2);
const store = await openStore(url);
const ledger = createLedger({
  records: store.records("account", accountRecord),
  clock: Date.now,
  period: "month",
  timeZone: "UTC",
});
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));

let granted = 0;
async function holdOne(index: number): Promise<void> {
  const payer = { account, purse: "person", credits: 100, from: "bot" } as const;
  const cause = { jobId: `${process.pid}-${index}`, by: "test", why: "race" };
  try {
    await ledger.hold({ ...cause, price: 1, payers: [payer] });
    granted += 1;
  } catch (error) {
    // Anything but "no credits left" is a failure of this program.
    if (!(error instanceof UserError)) throw error;
  }
}
await Promise.all(Array.from({ length: Number(count) }, (_, index) => holdOne(index)));
process.stdout.write(`granted ${granted}\n`);
process.stdin.destroy();
await store.close();
