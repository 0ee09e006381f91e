import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Sleep } from "../core/deadline.ts";
import type { Logger } from "../core/logger.ts";
import { isUnreadable } from "../storage/is-unreadable.ts";
import type { Records } from "../storage/store.ts";
import type { AccountRecord } from "./account-record.ts";
import { rememberChanges } from "./remember-changes.ts";
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
  /** The same records, for whoever writes to them: what is written through these is copied by `runChanged`. */
  readonly accounts: Records<AccountRecord>;
  readonly servers: Records<ServerSettings>;
  /**
   * Copies every entry that is not in the file yet, one JSON line each, and returns how many. An entry is marked as
   * copied after it is on the disk; a crash in between writes it a second time, so readers go by `of` and `seq`.
   * @throws AppError `STORE_FAILED`; the file system's error
   */
  run(): Promise<number>;
  /** The same of records that were changed here since the last time, without a look at all others. Throws as `run`. */
  runChanged(): Promise<number>;
}

interface Logged {
  readonly exported: number;
  readonly log: readonly { readonly seq: number }[];
}

const ofAccount = (key: string) => key;
const ofServer = (key: string) => `server:${key}`;

export function createAuditExport({ accounts, servers, path }: AuditExportDeps): AuditExport {
  const changedAccounts = rememberChanges(accounts);
  const changedServers = rememberChanges(servers);

  async function exportOne<T extends Logged>(records: Records<T>, key: string, of: string, one: T) {
    const entries = one.log.filter(({ seq }) => seq > one.exported);
    const last = entries.at(-1);
    if (last === undefined) return 0;
    const lines = entries.map((entry) => `${JSON.stringify({ of, ...entry })}\n`);
    await appendLines(path, lines.join(""));
    await markExported(records, key, last.seq);
    return entries.length;
  }

  async function exportAll<T extends Logged>(records: Records<T>, of: (key: string) => string) {
    let copied = 0;
    for await (const [key, one] of records.entries()) {
      copied += await exportOne(records, key, of(key), one);
    }
    return copied;
  }

  async function exportChanged<T extends Logged>(
    records: Records<T>,
    changed: Set<string>,
    of: (key: string) => string,
  ) {
    let copied = 0;
    const keys = [...changed];
    for (const key of keys) {
      // Before the look: what is written after it is seen the next time.
      changed.delete(key);
      try {
        const one = await records.get(key);
        if (one) copied += await exportOne(records, key, of(key), one);
      } catch (error) {
        // It will stay so, and the hourly look says so: no reason for the others to wait for that one.
        if (isUnreadable(error)) continue;
        changed.add(key);
        throw error;
      }
    }
    return copied;
  }

  return {
    accounts: changedAccounts.records,
    servers: changedServers.records,

    async run() {
      await mkdir(dirname(path), { recursive: true });
      const copied = await exportAll(accounts, ofAccount);
      return copied + (await exportAll(servers, ofServer));
    },

    async runChanged() {
      await mkdir(dirname(path), { recursive: true });
      const copied = await exportChanged(accounts, changedAccounts.changed, ofAccount);
      return copied + (await exportChanged(servers, changedServers.changed, ofServer));
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

/** What another process left behind, which died, is looked for once an hour: every sixtieth time, as it is kept a minute. */
const timesOfAFullLook = 60;

/**
 * Exports again and again until `signal` ends, and once more then: at first all, then what changed, and now and then all
 * again. A failure is logged, and tried again.
 */
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
  for (let time = 0; ; time += 1) {
    const isLast = signal.aborted;
    const isFull = time % timesOfAFullLook === 0;
    try {
      await (isFull ? auditExport.run() : auditExport.runChanged());
    } catch (error) {
      log.error({ err: error }, "The audit file of credits could not be written");
    }
    if (isLast) return;
    await sleep(everyMs, signal).catch(() => {});
  }
}
