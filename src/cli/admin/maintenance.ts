import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { maintenanceFileName } from "../../core/maintenance.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand } from "./admin-command.ts";
import { dataFile } from "./data-file.ts";

/** `npm run admin -- maintenance …`. A running server sees the switch at its next call. */
export const maintenance: AdminCommand = {
  name: "maintenance",
  summary: "let the server refuse new work, while it ends what it has",
  usage: ["on", "off", "show"],
  async run([word, ...rest], world) {
    if (rest.length > 0) throw new AdminUsageError('"maintenance" takes one word.');
    const path = dataFile(world, maintenanceFileName);
    if (word === "on") {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, "");
    } else if (word === "off") {
      await rm(path, { force: true });
    } else if (word !== "show") {
      throw new AdminUsageError('"maintenance" needs one of: on, off, show');
    }
    const on = await access(path).then(
      () => true,
      () => false,
    );
    world.print(`Maintenance is ${on ? "on" : "off"}.`);
    return 0;
  },
};
