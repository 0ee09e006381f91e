import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { UploadType } from "../../contract/files.ts";
import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { mediaKind } from "../../media/kind.ts";
import { createKeyMutex } from "../../storage/key-mutex.ts";
import { createMediaRoom } from "./media-room.ts";
import type { MediaRoomOptions } from "./media-room.ts";

export interface MediaStoreOptions extends MediaRoomOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** How long a file lives after it was written, in milliseconds. */
  readonly lifetimeMs: number;
}

/** What is written, and for whom. */
interface MediaWrite {
  readonly name: string;
  /** Whose share of the store it takes; of `ownerOf`. */
  readonly owner: string;
  readonly chunks: Chunks;
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
   * AppError `STORE_SHARE_FULL` when the account's share is full, `STORE_FAILED` when the store is
   */
  write(media: MediaWrite): Promise<void>;
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

/** What stands for an account in links and in the folder of its files: its own name may be anything, and says who it is. */
export function ownerOf(account: string): string {
  return createHash("sha256").update(account).digest("hex").slice(0, 32);
}

const ownerPattern = /^[\da-f]{32}$/;
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
  const { folder, clock, lifetimeMs } = options;
  const incoming = join(folder, "incoming");
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const room = createMediaRoom(options);
  /** By name, the folder of its owner, and the bytes that were counted for it. */
  const counted = new Map<string, { readonly owner: string; readonly bytes: number }>();
  const inTurn = createKeyMutex();

  /** Writes what comes to a temporary file and gives its size; a refused one gives its room back. */
  async function receive(path: string, media: MediaWrite) {
    const { name, owner, chunks, maxBytes } = media;
    let written = 0;
    let taken = 0;
    let head = Buffer.alloc(0);
    const file = await open(path, "wx", 0o600);
    try {
      for await (const chunk of chunks) {
        written += chunk.length;
        if (written > maxBytes) {
          throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: written, limit: maxBytes } });
        }
        room.take(owner, chunk.length);
        taken = written;
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
      room.giveBack(owner, taken);
      throw error;
    } finally {
      await file.close();
    }
  }

  async function look(name: string): Promise<StoredMedia | undefined> {
    const type = mediaTypeOf(name);
    const known = counted.get(name);
    if (type === undefined || known === undefined) return undefined;
    const path = join(folder, known.owner, name);
    const found = await orMissing(stat(path));
    if (found === undefined) return undefined;
    return { path, type, bytes: found.size, expiresAt: Math.round(found.mtimeMs) + lifetimeMs };
  }

  function forget(name: string): void {
    const known = counted.get(name);
    if (known) room.giveBack(known.owner, known.bytes);
    counted.delete(name);
  }

  /** Gives a file that was received its name. Of two by one link at the same time, one stays, and is counted once. */
  async function place(temporary: string, { name, owner }: MediaWrite, bytes: number) {
    let isPlaced = false;
    try {
      await inTurn(name, async () => {
        if (await look(name)) return;
        // One that somebody else has deleted comes again.
        forget(name);
        await mkdir(join(folder, owner), { recursive: true, mode: 0o700 });
        await rename(temporary, join(folder, owner, name));
        counted.set(name, { owner, bytes });
        isPlaced = true;
      });
    } finally {
      if (!isPlaced) room.giveBack(owner, bytes);
    }
  }

  const store: MediaStore = {
    newName: (type) => `${randomBytes(32).toString("base64url")}.${extensions[type]}`,
    async write(media) {
      const temporary = join(incoming, randomBytes(16).toString("hex"));
      try {
        await place(temporary, media, await receive(temporary, media));
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
      for (const name of counted.keys()) {
        const found = await look(name);
        if (found && found.expiresAt > clock()) continue;
        if (found) await rm(found.path, { force: true });
        forget(name);
      }
    },
  };

  for (const owner of await readdir(folder)) {
    if (!ownerPattern.test(owner)) continue;
    for (const name of await readdir(join(folder, owner))) {
      counted.set(name, { owner, bytes: 0 });
      const bytes = (await look(name))?.bytes ?? 0;
      // What is there already is counted even where a smaller limit was set since.
      room.count(owner, bytes);
      counted.set(name, { owner, bytes });
    }
  }
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
