/**
 * `new URL` without the throw. Node has `URL.parse` only from 22 on, and 20's `URL.canParse` finds fault with every letter
 * beyond ASCII once it has been called often enough to be compiled.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
