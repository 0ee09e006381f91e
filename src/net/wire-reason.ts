/** What went wrong on the wire, by its code (`ENOTFOUND`, `UND_ERR_HEADERS_TIMEOUT`, …) or its name (`TimeoutError`). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
