import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Sleep } from "../core/deadline.ts";
import type { Logger } from "../core/logger.ts";
import type { Records } from "../storage/store.ts";
import type { AccountRecord } from "./account-record.ts";
import type { ServerSettings } from "./server-settings.ts";

/** The audit file's place in the data folder. */
export const auditPathIn = "audit/credits.jsonl";

export interface AuditExportDeps {
  readonly accounts: Records<AccountRecord>;
  readonly servers: Records<ServerSettings>;
  /** JSON lines, appended to and never rewritten. */
  readonly path: string;
}

export interface AuditExport {
  /**
   * Copies every entry that is not in the file yet, one JSON line each, and returns how many. An entry is marked as
   * copied after it is on the disk; a crash in between writes it a second time, so readers go by `of` and `seq`.
   * @throws AppError `STORE_FAILED`; the file system's error
   */
  run(): Promise<number>;
}

interface Logged {
  readonly exported: number;
  readonly log: readonly { readonly seq: number }[];
}

export function createAuditExport({ accounts, servers, path }: AuditExportDeps): AuditExport {
  async function exportAll<T extends Logged>(records: Records<T>, of: (key: string) => string) {
    let copied = 0;
    for await (const [key, { exported, log }] of records.entries()) {
      const entries = log.filter(({ seq }) => seq > exported);
      const last = entries.at(-1);
      if (last === undefined) continue;
      const lines = entries.map((entry) => `${JSON.stringify({ of: of(key), ...entry })}\n`);
      await appendLines(path, lines.join(""));
      await markExported(records, key, last.seq);
      copied += entries.length;
    }
    return copied;
  }

  return {
    async run() {
      await mkdir(dirname(path), { recursive: true });
      const ofAccounts = await exportAll(accounts, (key) => key);
      return ofAccounts + (await exportAll(servers, (key) => `server:${key}`));
    },
  };
}

const newline = 0x0a;

/**
 * Onto the disk, on a line of its own: a kill or a full disk may have cut the last write short. What it was to say is
 * not marked as copied, so it is said again.
 */
async function appendLines(path: string, lines: string): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1, newline);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    await file.appendFile(last[0] === newline ? lines : `\n${lines}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function markExported<T extends Logged>(records: Records<T>, key: string, seq: number) {
  await records.update(key, (current) => {
    if (!current) throw new TypeError(`the record ${key} is gone`);
    return { ...current, exported: Math.max(current.exported, seq) };
  });
}

/** Exports again and again until `signal` ends, and once more then. A failure is logged, and tried again. */
export async function keepExporting(
  auditExport: AuditExport,
  options: {
    readonly everyMs: number;
    readonly sleep: Sleep;
    readonly signal: AbortSignal;
    readonly log: Logger;
  },
): Promise<void> {
  const { everyMs, sleep, signal, log } = options;
  for (;;) {
    const isLast = signal.aborted;
    try {
      await auditExport.run();
    } catch (error) {
      log.error({ err: error }, "The audit file of credits could not be written");
    }
    if (isLast) return;
    await sleep(everyMs, signal).catch(() => {});
  }
}
