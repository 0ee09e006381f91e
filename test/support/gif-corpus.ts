import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedDir } from "./shared-dir.ts";

const folder = sharedDir === undefined ? undefined : join(sharedDir, "data", "gif-corpus");

export interface CorpusFile {
  /** Project and file name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Public sample and crash files of three GIF libraries; none where the shared folder is not there. */
export const gifCorpus: readonly CorpusFile[] =
  folder === undefined
    ? []
    : readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".gif"))
        .toSorted()
        .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
