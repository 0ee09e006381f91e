import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { UploadType } from "../../contract/files.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError, UserError } from "../../core/errors.ts";
import { mediaKind } from "../../media/kind.ts";
import { createKeyMutex } from "../../storage/key-mutex.ts";

export interface MediaStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** How long a file lives after it was written, in milliseconds. */
  readonly lifetimeMs: number;
  /** All files together. */
  readonly maxBytes: number;
}

interface StoredMedia {
  readonly path: string;
  readonly type: UploadType;
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Uploads and results, one file each under a name that nobody can guess, deleted when their time is over. */
export interface MediaStore {
  /** A name for a file of this type: 256 random bits and the usual extension. */
  newName(type: UploadType): string;
  /**
   * Stores a file, whole or not at all. A name that is taken keeps its file, so sending it twice does no harm.
   * @throws UserError `MEDIA_TOO_LARGE`, or `REQUEST_INVALID` when the bytes are not what the name says;
   * AppError `STORE_FAILED` when the store is full
   */
  write(name: string, chunks: Chunks, maxBytes: number): Promise<void>;
  /** Undefined for what never was, is expired, or is no name of ours. */
  find(name: string): Promise<StoredMedia | undefined>;
  read(name: string): Promise<Uint8Array | undefined>;
  /** Deletes what is expired. */
  sweep(): Promise<void>;
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const extensions = {
  "image/gif": "gif",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/webm": "webm",
} as const satisfies Record<UploadType, string>;

const types: Readonly<Record<string, UploadType>> = {
  gif: "image/gif",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  mp4: "video/mp4",
  webm: "video/webm",
};

/** What a file is by its first bytes. */
function typeOf(head: Uint8Array): string {
  const kind = mediaKind(head);
  return kind === "mp4" || kind === "webm" ? `video/${kind}` : `image/${kind}`;
}

/** A name of this shape names nothing outside the folder. */
const namePattern = /^[\w-]{43}\.(gif|png|jpg|webp|mp4|webm)$/;
/** Holds every magic number that `mediaKind` knows. */
const headBytes = 256;

/** The content type that a name of ours stands for; undefined for any other text. */
export function mediaTypeOf(name: string): UploadType | undefined {
  const extension = namePattern.exec(name)?.[1];
  return extension === undefined ? undefined : types[extension];
}

/** Opens the folder, made when it is not there, and deletes what is expired or was left half-written. */
export async function openMediaStore(options: MediaStoreOptions): Promise<MediaStore> {
  const { folder, clock, lifetimeMs, maxBytes: ceiling } = options;
  const incoming = join(folder, "incoming");
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  let usedBytes = 0;
  const inTurn = createKeyMutex();

  /** Writes what comes to a temporary file and gives its size; a refused one gives its room back. */
  async function receive(path: string, name: string, chunks: Chunks, maxBytes: number) {
    let written = 0;
    let head = Buffer.alloc(0);
    const file = await open(path, "wx", 0o600);
    try {
      for await (const chunk of chunks) {
        written += chunk.length;
        usedBytes += chunk.length;
        if (written > maxBytes) {
          throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: written, limit: maxBytes } });
        }
        if (usedBytes > ceiling) {
          const message = `The media folder would hold ${usedBytes} bytes; ${ceiling} are allowed.`;
          throw new AppError("STORE_FAILED", { message });
        }
        if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
        await file.writeFile(chunk);
      }
      const type = mediaTypeOf(name);
      if (typeOf(head) !== type) {
        throw new UserError("REQUEST_INVALID", { message: `The bytes are not of type ${type}` });
      }
      await file.utimes(clock() / 1000, clock() / 1000);
      await file.datasync();
      return written;
    } catch (error) {
      usedBytes -= written;
      throw error;
    } finally {
      await file.close();
    }
  }

  async function look(name: string): Promise<StoredMedia | undefined> {
    const type = mediaTypeOf(name);
    if (type === undefined) return undefined;
    const path = join(folder, name);
    const found = await orMissing(stat(path));
    if (found === undefined) return undefined;
    return { path, type, bytes: found.size, expiresAt: Math.round(found.mtimeMs) + lifetimeMs };
  }

  async function* all(): AsyncGenerator<StoredMedia> {
    for (const name of await readdir(folder)) {
      const found = await look(name);
      if (found !== undefined) yield found;
    }
  }

  const store: MediaStore = {
    newName: (type) => `${randomBytes(32).toString("base64url")}.${extensions[type]}`,
    async write(name, chunks, maxBytes) {
      const temporary = join(incoming, randomBytes(16).toString("hex"));
      try {
        const bytes = await receive(temporary, name, chunks, maxBytes);
        // In turn: of two uploads by one link at the same time, one file stays, and its bytes are counted once.
        await inTurn(name, async () => {
          if (await look(name)) usedBytes -= bytes;
          else await rename(temporary, join(folder, name));
        });
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async find(name) {
      const found = await look(name);
      return found && found.expiresAt > clock() ? found : undefined;
    },
    async read(name) {
      const found = await store.find(name);
      return found && orMissing(readFile(found.path));
    },
    async sweep() {
      for await (const found of all()) {
        if (found.expiresAt > clock()) continue;
        await rm(found.path, { force: true });
        usedBytes -= found.bytes;
      }
    },
  };
  for await (const found of all()) usedBytes += found.bytes;
  await store.sweep();
  return store;
}

/** A file may be swept between two looks; that is the same as never having been there. */
async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
