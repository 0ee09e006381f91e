import { vi } from "vitest";

/** Waits until the assertion holds. The bound is there to end a test that fails, not to measure anything. */
export function eventually(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: 150_000, interval: 20 });
}
