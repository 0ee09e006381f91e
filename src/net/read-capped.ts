import type { Dispatcher } from "undici";

/** The whole body, or undefined when it is longer than `maxBytes`; then the rest is not read. */
export async function readCapped(
  body: Dispatcher.ResponseData["body"],
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, length);
}
