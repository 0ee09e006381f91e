import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { openStore } from "../../src/storage/open-store.ts";

/** A database server of this test file's own, on a free port of the loopback, in a folder that goes with it. */
export interface StoreServer {
  readonly url: string;
  /** kill -9, as an outage. */
  kill(): Promise<void>;
  /** Starts it again on its data; also the first start. Resolves when it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
}

interface Kind {
  readonly name: string;
  /** The variable that names a server to use instead of an own one. */
  readonly variable: "REDIS_URL" | "POSTGRES_URL";
  readonly program: string | undefined;
  /** Whoever the server runs as; PostgreSQL refuses root. */
  readonly user: { uid: number; gid: number } | undefined;
  readonly prepare: (folder: string, user: Kind["user"]) => void;
  readonly words: (folder: string, port: number) => string[];
  readonly url: (port: number) => string;
}

function findProgram(name: string, more: readonly string[] = []): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...more];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Debian keeps the server's programs out of PATH; the newest version comes first. */
function postgresFolders(): string[] {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).toSorted((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, "bin"));
}

/** Root takes another user on, where there is one. */
function unprivileged(): Kind["user"] {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, name])));
      return { uid, gid };
    } catch {
      // Not on this machine.
    }
  }
  return undefined;
}

export const redis: Kind = {
  name: "Redis",
  variable: "REDIS_URL",
  program: findProgram("redis-server"),
  user: undefined,
  prepare: () => {},
  words: (folder, port) =>
    [
      ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder],
      ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"],
    ].flat(),
  url: (port) => `redis://127.0.0.1:${port}`,
};

export const postgres: Kind = {
  name: "PostgreSQL",
  variable: "POSTGRES_URL",
  program: findProgram("postgres", postgresFolders()),
  user: unprivileged(),
  prepare(folder, user) {
    const program = findProgram("initdb", postgresFolders()) ?? "initdb";
    const words = [
      "-D",
      join(folder, "db"),
      "-U",
      "bot",
      "--auth=trust",
      "--no-sync",
      "-E",
      "UTF8",
    ];
    // A locale that is everywhere, and not the one whose order is that of bytes.
    execFileSync(program, [...words, "--locale=C.UTF-8"], {
      ...user,
      stdio: "ignore",
      cwd: folder,
    });
  },
  words: (folder, port) =>
    [
      ["-D", join(folder, "db"), "-p", String(port), "-c", "listen_addresses=127.0.0.1"],
      ["-c", `unix_socket_directories=${folder}`],
    ].flat(),
  url: (port) => `postgres://bot@127.0.0.1:${port}/postgres`,
};

/** What a test needs to know before it starts: the title says why it is skipped. */
export function serverTitle({ name, variable, program }: Kind): string {
  const url = process.env[variable];
  if (url) return `${name} (the server of ${variable})`;
  return program
    ? `${name} (a server of this test)`
    : `${name} (SKIPPED: install it or set ${variable})`;
}

export const canUse = ({ variable, program }: Kind): boolean =>
  Boolean(process.env[variable] ?? program);
export const canStart = ({ program }: Kind): boolean => program !== undefined;

/** The server that the environment names, else one of our own. */
export async function useServer(kind: Kind): Promise<Pick<StoreServer, "url" | "close">> {
  const url = process.env[kind.variable];
  return url ? { url, close: async () => {} } : startServer(kind);
}

export async function startServer(kind: Kind): Promise<StoreServer> {
  const { program = kind.name, user } = kind;
  const folder = mkdtempSync(join(tmpdir(), "face-swap-store-"));
  if (user) chownSync(folder, user.uid, user.gid);
  kind.prepare(folder, user);
  const port = await freePort();
  const url = kind.url(port);
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();

  async function start(): Promise<void> {
    const started = spawn(program, kind.words(folder, port), {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    child = started;
    ended = new Promise((resolve) => {
      started.once("exit", () => resolve());
    });
    for (let tries = 0; ; tries += 1) {
      try {
        const store = await openStore(url);
        await store.close();
        return;
      } catch (error) {
        if (tries === 600 || started.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async function kill(): Promise<void> {
    child?.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    url,
    start,
    kill,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
