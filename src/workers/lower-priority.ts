import { existsSync, readdirSync } from "node:fs";
import { constants, setPriority } from "node:os";

const THREADS = "/proc/self/task";

/** Gives another process the lowest priority. One that has ended already is no error: its `exit` event tells the rest. */
export function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Between the call and the kernel it went away.
  }
}

/**
 * Gives every thread of this process the lowest priority. Linux keeps the nice value by thread, and a thread inherits
 * its maker's: those that Node.js started before our parent got round to `lowerPriority` would still compile and
 * collect garbage ahead of the bot. Elsewhere the value is the process's, and the parent's call was enough.
 */
export function lowerOwnThreads(): void {
  if (!existsSync(THREADS)) return;
  for (const thread of readdirSync(THREADS)) lowerPriority(Number(thread));
}
