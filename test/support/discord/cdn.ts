import { createHash } from "node:crypto";
import { AttachmentFlags } from "discord.js";
import type { APIAttachment } from "discord.js";

/** A file that a person picks in an attachment option, or that the bot sent. */
export interface CdnFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  /** What Discord says about the size, where a test wants it to differ from the bytes. */
  readonly size?: number;
}

export interface Cdn {
  /** Keeps the file and describes it as Discord does, with a signed URL that lasts `lifetimeMs`. */
  keep(file: CdnFile, lifetimeMs?: number): APIAttachment;
  /** Makes this the profile picture of a person, whatever its hash. */
  setPicture(personId: string, file: CdnFile): void;
  bytesOf(attachmentId: string): Uint8Array;
  /** The link signed anew; undefined for a file that was never kept. */
  refresh(link: string): string | undefined;
  /** The answer to a GET of `/cdn/attachments/…`; expired or wrongly signed links get Discord's own 404 text. */
  answer(url: URL): { status: number; contentType: string; body: Uint8Array };
}

const dayMs = 24 * 60 * 60 * 1000;
const goneText = "This content is no longer available.";

const sign = (path: string, expires: string) =>
  createHash("sha256").update(`${path} ${expires}`).digest("hex");

const hexSeconds = (unixMs: number) => Math.floor(unixMs / 1000).toString(16);

/** The attachment store of the stand-in. URLs look like `/cdn/attachments/<channel>/<id>/<name>?ex=&is=&hm=`. */
export function createCdn(origin: string, nextId: () => string): Cdn {
  const kept = new Map<string, CdnFile>();
  const pictures = new Map<string, CdnFile>();
  const channelId = nextId();

  function signed(path: string, lifetimeMs: number): string {
    const expires = hexSeconds(Date.now() + lifetimeMs);
    const query = `ex=${expires}&is=${hexSeconds(Date.now())}&hm=${sign(path, expires)}`;
    return `${origin}${path}?${query}&`;
  }

  return {
    keep(file, lifetimeMs = dayMs) {
      const id = nextId();
      kept.set(id, file);
      const path = `/cdn/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
      const url = signed(path, lifetimeMs);
      return {
        id,
        filename: file.name,
        size: file.size ?? file.bytes.length,
        url,
        // A resized copy; nobody who wants the file itself asks for it, so there is none.
        proxy_url: url.replace("/cdn/", "/media/"),
        content_type: file.contentType ?? "application/octet-stream",
        ...(file.name.startsWith("SPOILER_") && { flags: AttachmentFlags.IsSpoiler }),
      };
    },
    setPicture: (personId, file) => void pictures.set(personId, file),
    bytesOf(attachmentId) {
      const file = kept.get(attachmentId);
      if (file === undefined) throw new Error(`no attachment ${attachmentId}`);
      return file.bytes;
    },
    refresh(link) {
      const { pathname } = new URL(link);
      return kept.has(pathname.split("/").at(-2) ?? "") ? signed(pathname, dayMs) : undefined;
    },
    answer(url) {
      const personId = /^\/cdn\/avatars\/(\d+)\//.exec(url.pathname)?.[1];
      const picture = pictures.get(personId ?? "");
      if (picture) return { status: 200, contentType: "image/png", body: picture.bytes };
      const file = kept.get(url.pathname.split("/").at(-2) ?? "");
      const expires = url.searchParams.get("ex") ?? "0";
      const alive =
        url.searchParams.get("hm") === sign(url.pathname, expires) &&
        Number.parseInt(expires, 16) * 1000 > Date.now();
      if (file === undefined || !alive) {
        return { status: 404, contentType: "text/plain", body: Buffer.from(goneText) };
      }
      const contentType = file.contentType ?? "application/octet-stream";
      return { status: 200, contentType, body: file.bytes };
    },
  };
}
