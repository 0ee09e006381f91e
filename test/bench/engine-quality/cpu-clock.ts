/**
 * Milliseconds that all threads of this process have computed. Unlike the time of day it does not run while other
 * programs use the cores, so that figures from a busy machine can be compared.
 */
export function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
