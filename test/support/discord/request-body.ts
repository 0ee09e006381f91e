import type { IncomingMessage } from "node:http";

interface UploadedFile {
  /** The number in the form field `files[n]`. */
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface RequestBody {
  /** The JSON body, or `payload_json` of a multipart one; undefined without a body. */
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/** Reads a whole request as Discord does: JSON, or multipart with `payload_json` and `files[n]`. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const contentType = request.headers["content-type"] ?? "";
  if (contentType.startsWith("multipart/form-data")) return readMultipart(bytes, contentType);
  return { json: bytes.length === 0 ? undefined : JSON.parse(bytes.toString("utf8")), files: [] };
}

async function readMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = await new Response(bytes, {
    headers: { "content-type": contentType },
  }).formData();
  const payload = form.get("payload_json");
  const files: UploadedFile[] = [];
  for (const [field, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (index === undefined || typeof value === "string") continue;
    files.push({
      index: Number(index),
      name: value.name,
      contentType: value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json: typeof payload === "string" ? JSON.parse(payload) : undefined, files };
}
