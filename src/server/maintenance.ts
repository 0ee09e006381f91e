import { access } from "node:fs/promises";
import { AppError } from "../core/errors.ts";

/** Throws AppError `MAINTENANCE` while the switch is on. */
export type RefuseInMaintenance = () => Promise<void>;

/**
 * The switch is a file: whoever may write to the data folder turns it by `npm run admin -- maintenance on`, or by
 * `touch`. New work is refused then; what was accepted goes on and can be asked for.
 */
export function createMaintenanceSwitch(path: string): RefuseInMaintenance {
  return async () => {
    const on = await access(path).then(
      () => true,
      () => false,
    );
    if (on) throw new AppError("MAINTENANCE");
  };
}
