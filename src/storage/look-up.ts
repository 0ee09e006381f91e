import { isUnreadable } from "./is-unreadable.ts";
import type { Records } from "./store.ts";

/** A record, or that it is there and nobody can read it; other failures are the store's, and thrown. */
export async function lookUp<T>(
  records: Pick<Records<T>, "get">,
  key: string,
): Promise<T | "unreadable" | undefined> {
  try {
    return await records.get(key);
  } catch (error) {
    if (isUnreadable(error)) return "unreadable";
    throw error;
  }
}
