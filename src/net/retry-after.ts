/**
 * `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date) in milliseconds from now.
 * Undefined when it is missing, unreadable or past.
 */
export function retryAfterMs(
  header: string | readonly string[] | undefined,
  now: number,
): number | undefined {
  const text = typeof header === "string" ? header.trim() : "";
  if (text === "") return undefined;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return wait > 0 ? Math.ceil(wait) : undefined;
}
