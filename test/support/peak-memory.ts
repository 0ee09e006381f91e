import { readFileSync } from "node:fs";

/** proc(5): the most bytes that a process ever held in memory; without those of whoever started it, as its own count is. */
export function peakBytesOf(pid: number): number {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1]) * 1024;
}
