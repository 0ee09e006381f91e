import type { Logger } from "../core/logger.ts";
import type { Unreadable } from "./store.ts";

/**
 * For programs that run on: one record that a newer version wrote, or that is damaged, must not keep all others from being
 * swept, copied or taken up. Each is said once.
 */
export function passOver(log: Logger): Unreadable {
  const known = new Set<string>();
  return (key, err) => {
    if (known.has(key)) return;
    known.add(key);
    log.error({ key, err }, "A record cannot be read, and is left as it is");
  };
}
