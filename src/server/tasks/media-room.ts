import { AppError } from "../../core/errors.ts";

export interface MediaRoomOptions {
  /** All files together. */
  readonly maxBytes: number;
  /** All files of one owner: one that never stops uploading leaves room for the others. */
  readonly maxBytesPerOwner: number;
}

/** How many bytes are stored, in all and by owner. */
export interface MediaRoom {
  /** @throws AppError `STORE_SHARE_FULL` or `STORE_FAILED`; nothing is taken then */
  take(owner: string, bytes: number): void;
  giveBack(owner: string, bytes: number): void;
  /** Of what is stored already, whatever the limits are now. */
  count(owner: string, bytes: number): void;
}

export function createMediaRoom({ maxBytes, maxBytesPerOwner }: MediaRoomOptions): MediaRoom {
  let used = 0;
  const usedBy = new Map<string, number>();

  function add(owner: string, bytes: number): void {
    used += bytes;
    const left = (usedBy.get(owner) ?? 0) + bytes;
    if (left > 0) usedBy.set(owner, left);
    else usedBy.delete(owner);
  }

  return {
    take(owner, bytes) {
      const own = (usedBy.get(owner) ?? 0) + bytes;
      if (own > maxBytesPerOwner) {
        throw new AppError("STORE_SHARE_FULL", { facts: { bytes: own, limit: maxBytesPerOwner } });
      }
      if (used + bytes > maxBytes) {
        const message = `The media folder would hold ${used + bytes} bytes; ${maxBytes} are allowed.`;
        throw new AppError("STORE_FAILED", { message });
      }
      add(owner, bytes);
    },
    count: add,
    giveBack: (owner, bytes) => add(owner, -bytes),
  };
}
