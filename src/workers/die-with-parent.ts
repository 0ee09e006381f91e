import { Worker } from "node:worker_threads";

/**
 * Ties the life of this process to its parent's and to nothing else. Ctrl-C and a service manager's stop reach
 * every process of a group, but only the parent knows whether a job may still finish, so they are ignored here.
 *
 * A closed channel is noticed between two turns of the loop. The thread is for a process that is stuck in one:
 * when the parent is gone as well there is nobody left who could kill it.
 */
export function dieWithParent(): void {
  process.once("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  const watch = `setInterval(() => {
    if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL");
  }, 1000);`;
  new Worker(watch, { eval: true, execArgv: [], env: {} }).unref();
}
