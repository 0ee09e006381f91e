import { existsSync } from "node:fs";
import { auditCredits, readAuditFiles } from "../../services/credit-audit.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand } from "./admin-command.ts";
import { withCredits } from "./open-credits.ts";

/** `npm run admin -- audit`: do the entries add up to the balances, and do holds and jobs agree? */
export const audit: AdminCommand = {
  name: "audit",
  summary:
    "prove that every account's entries add up to its balance, and that holds agree with jobs",
  usage: ["[FILE …]   (the audit files of other machines that share the store)"],
  async run(files, world) {
    const missing = files.find((file) => !existsSync(file));
    if (missing !== undefined) throw new AdminUsageError(`There is no file "${missing}".`);
    return withCredits(world, async ({ accounts, jobs, auditPath }) => {
      const exported = await readAuditFiles([auditPath, ...files]);
      const found = await auditCredits({ accounts, jobs, exported });
      for (const line of found.disagreements) world.print(line);
      const what = `${found.accounts} accounts, ${found.entries} entries, ${found.jobs} jobs`;
      const count = found.disagreements.length;
      world.print(count === 0 ? `${what}: everything agrees.` : `${what}: ${count} disagreements.`);
      return count === 0 ? 0 : 1;
    });
  },
};
