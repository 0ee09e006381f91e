import { unlinkSync } from "node:fs";
import { join } from "node:path";

/** Named moments in the life of an engine process at which a test can make it fail. */
export type FailPoint = "start" | "job";

/**
 * Fault injection for tests. `directory` comes from the environment variable `ENGINE_FAIL_POINTS`, which only the
 * pool's `childEnvironment` option can set: an engine process inherits nothing. A file in it named `<point>.crash`,
 * `<point>.hang` or `<point>.babble` arms one failure; the process that manages to delete the file is the one that fails.
 */
export function createFailPoints(
  directory: string | undefined,
  babble: () => void,
): (point: FailPoint) => void {
  if (directory === undefined) return () => {};
  const armed = (name: string) => {
    try {
      unlinkSync(join(directory, name));
      return true;
    } catch {
      return false;
    }
  };
  return (point) => {
    if (armed(`${point}.crash`)) process.kill(process.pid, "SIGKILL");
    if (armed(`${point}.babble`)) babble();
    if (armed(`${point}.hang`)) for (;;);
  };
}
