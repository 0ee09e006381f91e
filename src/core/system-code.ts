/** What the operating system calls a fault: `ENOENT`, `EADDRINUSE`, … */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
