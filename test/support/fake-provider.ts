import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One odd answer. The next call of its kind takes the first of its list; with none left the call works. */
export type Fault =
  /** This code, on the HTTP line too unless the mode says otherwise, and nothing done. */
  | { readonly code: number; readonly retryAfter?: string; readonly errors?: readonly string[] }
  /** Does the work, then answers this code. */
  | { readonly codeAfterwards: number }
  /** Does the work, then answers 200 and these bytes. */
  | { readonly text: string }
  /** Does the work and breaks the connection. */
  | "cut"
  /** Never answers. */
  | "silent";

export interface TaskEnd {
  readonly status: string;
  readonly message?: string;
  /** Our extension. */
  readonly reason?: string;
  /** Left out: one URL of ours for a success, none otherwise. */
  readonly mediaUrls?: readonly string[];
  readonly credits?: number | null;
}

/** What a test may change at any time. */
export interface ProviderSettings {
  /** `always-200`: the HTTP line says 200 whatever `code` says. */
  mode: "mirrored" | "always-200";
  readonly faults: Record<
    "uploadUrl" | "put" | "checkFace" | "createTask" | "taskInfo" | "result",
    Fault[]
  >;
  /** Looks that find the task still running, each with this progress. */
  runningLooks: number;
  /** The answer to CheckFace, our extension; undefined is a provider without it. */
  faceVerdict: object | undefined;
  progress: { stage: string; done: number; of: number } | undefined;
  end: TaskEnd;
  result: { bytes: Uint8Array; contentType: string };
  /** Links to results are good for one value of this: a new one is a provider that moved or signs anew. */
  generation: number;
  /** Called when a task has come into being. */
  onCreateTask: () => void;
}

export interface FakeProvider extends ProviderSettings {
  readonly origin: string;
  readonly apiKey: string;
  /** `METHOD /path` of every call, without its query. */
  readonly calls: readonly string[];
  /** CreateTask bodies of the tasks that exist, by id. */
  readonly tasks: ReadonlyMap<string, unknown>;
  /** What was PUT, by the URL under which it can be named. */
  readonly uploads: ReadonlyMap<string, Buffer>;
  /** Files of people's own hosts: served under `/cdn/<name>`. */
  readonly cdn: Map<string, Uint8Array>;
  close(): Promise<void>;
}

/** A face-swap API of the contract on the loopback, with a switch for everything that can go wrong with one. */
export async function startFakeProvider(result: Uint8Array): Promise<FakeProvider> {
  const calls: string[] = [];
  const tasks = new Map<string, unknown>();
  const looks = new Map<string, number>();
  const uploads = new Map<string, Buffer>();
  const cdn = new Map<string, Uint8Array>();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: FakeProvider = {
    origin,
    apiKey: "ak_test",
    calls,
    tasks,
    uploads,
    cdn,
    mode: "mirrored",
    faults: { uploadUrl: [], put: [], checkFace: [], createTask: [], taskInfo: [], result: [] },
    runningLooks: 1,
    faceVerdict: undefined,
    progress: undefined,
    end: { status: "success" },
    result: { bytes: result, contentType: "image/gif" },
    generation: 1,
    onCreateTask: () => {},
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  function envelope(response: ServerResponse, code: number, more: object, retryAfter?: string) {
    const status = provider.mode === "mirrored" ? code : 200;
    response.writeHead(status, {
      "content-type": "application/json",
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    });
    response.end(JSON.stringify({ code, message: `code ${code}`, ...more }));
  }

  /** Answers with the next fault of this kind, or with `work`. */
  function attend(
    response: ServerResponse,
    fault: Fault | undefined,
    work: () => object | number,
  ): void {
    if (fault === "silent") return;
    if (typeof fault === "object" && "code" in fault) {
      const { code, retryAfter, errors } = fault;
      return envelope(response, code, errors ? { errors } : { data: null }, retryAfter);
    }
    const data = work();
    if (fault === "cut") return void response.destroy();
    if (fault && "text" in fault) return void response.end(fault.text);
    if (fault) return envelope(response, fault.codeAfterwards, { data: null });
    return typeof data === "number"
      ? envelope(response, data, { data: null })
      : envelope(response, 200, { data });
  }

  function taskInfo(id: string): object | number {
    if (!tasks.has(id)) return 404;
    const look = (looks.get(id) ?? 0) + 1;
    looks.set(id, look);
    const base = {
      task_id: id,
      provider: "Fake",
      param: tasks.get(id),
      create_at: 1,
      source: "api",
    };
    if (look <= provider.runningLooks) {
      const { progress } = provider;
      return { ...base, status: "running", result: null, ...(progress ? { progress } : {}) };
    }
    const { status, message = status, reason, mediaUrls, credits = 1 } = provider.end;
    const urls =
      mediaUrls ??
      (status === "success" ? [`${origin}/results/${id}.gif?g=${provider.generation}`] : []);
    const code = status === "success" ? 200 : 501;
    return { ...base, status, credits, result: { code, message, media_urls: urls, reason } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    calls.push(`${request.method} ${url.pathname}`);
    const body = Buffer.concat(await request.toArray());
    const { faults } = provider;

    if (url.pathname.startsWith("/cdn/")) {
      const bytes = cdn.get(url.pathname.slice("/cdn/".length));
      response.writeHead(bytes ? 200 : 404).end(bytes);
    } else if (url.pathname.startsWith("/results/")) {
      const fault = faults.result.shift();
      if (fault === "silent") return;
      if (typeof fault === "object" && "code" in fault) response.writeHead(fault.code).end();
      else if (url.searchParams.get("g") !== String(provider.generation)) {
        response.writeHead(404).end();
      } else {
        const { bytes, contentType } = provider.result;
        response.writeHead(200, { "content-type": contentType }).end(bytes);
      }
    } else if (url.pathname.startsWith("/up/")) {
      if (request.headers["x-api-key"]) throw new Error("the key was sent to a presigned URL");
      attend(response, faults.put.shift(), () => {
        uploads.set(`${origin}/files/${url.pathname.slice("/up/".length)}`, body);
        return {};
      });
    } else if (request.headers["x-api-key"] !== provider.apiKey) {
      envelope(response, 401, {});
    } else if (url.pathname.endsWith("/files/upload-url")) {
      const name = `${randomUUID()}${url.searchParams.get("ext")}`;
      attend(response, faults.uploadUrl.shift(), () => ({
        presigned_url: `${origin}/up/${name}`,
        file_url: `${origin}/files/${name}`,
      }));
    } else if (url.pathname.endsWith("/job/CheckFace")) {
      attend(response, faults.checkFace.shift(), () => provider.faceVerdict ?? 404);
    } else if (url.pathname.endsWith("/job/CreateTask")) {
      attend(response, faults.createTask.shift(), () => {
        const id = randomUUID();
        tasks.set(id, JSON.parse(body.toString()));
        provider.onCreateTask();
        return { task_id: id };
      });
    } else if (url.pathname.endsWith("/job/TaskInfo")) {
      attend(response, faults.taskInfo.shift(), () =>
        taskInfo(url.searchParams.get("task_id") ?? ""),
      );
    } else if (url.pathname.endsWith("/account/balance")) {
      envelope(response, 200, { data: { balance: 812.5 } });
    } else envelope(response, 404, {});
  }

  return provider;
}
