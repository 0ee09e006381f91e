import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { request as send } from "undici";
import { keyedPrefix, paths } from "../../src/contract/paths.ts";
import type { CreateTaskBody } from "../../src/contract/task.ts";
import { createProviderRules, price } from "./provider-contract.ts";
import type { ProviderAnswer, ProviderRules } from "./provider-contract.ts";

/** One odd answer. The next call of its kind takes the first of its list; with none left the call works. */
export type Fault =
  /** This code, on the HTTP line too unless the mode says otherwise, and nothing done. */
  | { readonly code: number; readonly retryAfter?: string; readonly errors?: readonly string[] }
  /** Does the work, then answers this code. */
  | { readonly codeAfterwards: number }
  /** Does the work, then answers 200 and these bytes. */
  | { readonly text: string }
  /** Does the work, then leaves the answer to the test. */
  | { readonly answer: (response: ServerResponse) => void }
  /** Does the work and breaks the connection. */
  | "cut"
  /** Never answers. */
  | "silent";

/** One odd answer to who fetches a result. */
type ResultFault =
  | Extract<Fault, { readonly code: number } | "silent">
  /** It is somewhere else. */
  | { readonly redirect: string }
  /** It begins and never ends. */
  | "drip";

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
    "uploadUrl" | "put" | "checkFace" | "createTask" | "taskInfo",
    Fault[]
  > & { readonly result: ResultFault[] };
  /** Looks that find the task still running, each with this progress. */
  runningLooks: number;
  /** The answer to CheckFace, our extension; undefined is a provider without it. */
  faceVerdict: object | undefined;
  progress: { stage: string; done: number; of: number } | undefined;
  /** Our extension: where a running task stands in the line. */
  queue: { ahead: number; at_once: number } | undefined;
  end: TaskEnd;
  result: { bytes: Uint8Array; contentType: string };
  /** Links to results are good for one value of this: a new one is a provider that moved or signs anew. */
  generation: number;
  /** Called before each call is answered. */
  onCall: (call: string) => void;
  /** Called when a task has come into being. */
  onCreateTask: () => void;
  /** The next task made ends like this, whatever `end` says. */
  nextEnd: TaskEnd | undefined;
  /** How the end of a task is called back: as the contract has it, before CreateTask answers, in an envelope, twice. */
  callbacks: "contract" | "early" | "enveloped" | "twice" | "never";
}

export interface FakeProvider extends ProviderSettings {
  readonly origin: string;
  readonly apiKey: string;
  /** Keys, limits, detections: what the contract has beside tasks. */
  readonly rules: ProviderRules;
  /** `METHOD /path` of every call, without its query. */
  readonly calls: readonly string[];
  /** CreateTask bodies of the tasks that exist, by id. */
  readonly tasks: ReadonlyMap<string, CreateTaskBody>;
  /** What was PUT, by the URL under which it can be named. */
  readonly uploads: ReadonlyMap<string, Buffer>;
  /** Files of people's own hosts: served under `/cdn/<name>`. */
  readonly cdn: Map<string, Uint8Array>;
  close(): Promise<void>;
}

/** A face-swap API of the contract on the loopback, with a switch for everything that can go wrong with one. */
export async function startFakeProvider(result: Uint8Array): Promise<FakeProvider> {
  const calls: string[] = [];
  const tasks = new Map<string, CreateTaskBody>();
  const owners = new Map<string, string>();
  const ends = new Map<string, TaskEnd>();
  const madeAt = new Map<string, number>();
  const calledBack = new Set<string>();
  const looks = new Map<string, number>();
  const uploads = new Map<string, Buffer>();
  const cdn = new Map<string, Uint8Array>();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const apiKey = "ak_test";
  const rules = createProviderRules(origin, apiKey);

  const provider: FakeProvider = {
    origin,
    apiKey,
    rules,
    calls,
    tasks,
    uploads,
    cdn,
    mode: "mirrored",
    faults: { uploadUrl: [], put: [], checkFace: [], createTask: [], taskInfo: [], result: [] },
    runningLooks: 1,
    faceVerdict: undefined,
    progress: undefined,
    queue: undefined,
    end: { status: "success" },
    result: { bytes: result, contentType: "image/gif" },
    generation: 1,
    onCall: () => {},
    onCreateTask: () => {},
    nextEnd: undefined,
    callbacks: "contract",
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
    if (fault && "answer" in fault) return fault.answer(response);
    if (fault && "text" in fault) return void response.end(fault.text);
    if (fault) return envelope(response, fault.codeAfterwards, { data: null });
    return typeof data === "number"
      ? envelope(response, data, { data: null })
      : envelope(response, 200, { data });
  }

  function taskInfo(id: string, key: string): object | number {
    if (!tasks.has(id) || owners.get(id) !== key) return 404;
    const look = (looks.get(id) ?? 0) + 1;
    looks.set(id, look);
    if (look > provider.runningLooks) {
      const data = endedTask(id);
      if (provider.callbacks !== "early") callBack(id, data);
      return data;
    }
    const { progress, queue } = provider;
    const open = { status: queue ? "pending" : "running", result: null, credits: price };
    const times = { complete_at: null, duration_s: null };
    return {
      ...baseOf(id),
      ...open,
      ...times,
      ...(progress ? { progress } : {}),
      ...(queue ? { queue } : {}),
    };
  }

  function baseOf(id: string) {
    const param = tasks.get(id);
    const create_at = madeAt.get(id) ?? 1;
    return {
      task_id: id,
      provider: "Fake",
      model_version: "fake-1",
      param,
      create_at,
      source: "api",
    };
  }

  function endedTask(id: string): object {
    const { status, message = status, reason, mediaUrls, credits } = ends.get(id) ?? provider.end;
    const worked = status === "success";
    const urls =
      mediaUrls ?? (worked ? [`${origin}/results/${id}.gif?g=${provider.generation}`] : []);
    const base = baseOf(id);
    return {
      ...base,
      status,
      credits: credits === undefined ? (worked ? price : 0) : credits,
      complete_at: base.create_at + 1,
      duration_s: 1,
      result: { code: worked ? 200 : 501, message, media_urls: urls, reason },
    };
  }

  function createTask(task: CreateTaskBody, key: string): string {
    const id = randomUUID();
    tasks.set(id, task);
    owners.set(id, key);
    madeAt.set(id, Math.floor(rules.clock() / 1000));
    const lost = Object.values(task.input).some(
      (url) => typeof url === "string" && url.startsWith(`${origin}/gone/`),
    );
    const end = lost
      ? { status: "failed", message: "The media cannot be fetched" }
      : provider.nextEnd;
    provider.nextEnd = undefined;
    if (end) ends.set(id, end);
    if (end?.status === "failed") rules.refund(key);
    return id;
  }

  /** As the contract leaves it: once, and nobody minds what comes back. */
  function callBack(id: string, data: object): void {
    const { callback_url: url } = tasks.get(id) ?? {};
    if (typeof url !== "string" || provider.callbacks === "never" || calledBack.has(id)) return;
    calledBack.add(id);
    const enveloped = { code: 200, message: "success", data };
    const body = JSON.stringify(provider.callbacks === "enveloped" ? enveloped : data);
    const post = () =>
      send(url, { method: "POST", headers: { "content-type": "application/json" }, body })
        .then((response) => response.body.dump())
        .catch(() => {});
    void post();
    if (provider.callbacks === "twice") void post();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    calls.push(`${request.method} ${url.pathname}`);
    provider.onCall(`${request.method} ${url.pathname}`);
    const body = Buffer.concat(await request.toArray());
    const { faults } = provider;

    if (url.pathname.startsWith("/cdn/")) {
      const bytes = cdn.get(url.pathname.slice("/cdn/".length));
      response.writeHead(bytes ? 200 : 404).end(bytes);
    } else if (url.pathname.startsWith("/results/")) {
      const fault = faults.result.shift();
      if (fault === "silent") return;
      if (fault === "drip") {
        response.writeHead(200, { "content-type": "image/gif" }).write("GIF89a");
      } else if (typeof fault === "object" && "redirect" in fault) {
        response.writeHead(302, { location: fault.redirect }).end();
      } else if (typeof fault === "object" && "code" in fault) response.writeHead(fault.code).end();
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
    } else if (url.pathname.startsWith("/crops/")) response.writeHead(200).end(rules.crops);
    else if (!url.pathname.startsWith(keyedPrefix)) response.writeHead(404).end();
    else answerKeyed(request, response, url, body.toString());
  }

  function answerKeyed(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: string,
  ): void {
    const { faults } = provider;
    const call = { key: String(request.headers["x-api-key"]), url, body };
    const refuse = (refusal: ProviderAnswer) => {
      if ("data" in refusal) return envelope(response, 200, refusal);
      const { code, errors, retryAfter } = refusal;
      return envelope(response, code, errors ? { errors } : { data: null }, retryAfter);
    };
    const stopped = rules.admit(call);
    if (stopped) return refuse(stopped);
    if (url.pathname === paths.uploadUrl) {
      const invalid = rules.answer(call);
      if (invalid) return refuse(invalid);
      const name = `${randomUUID()}${url.searchParams.get("ext")}`;
      attend(response, faults.uploadUrl.shift(), () => ({
        presigned_url: `${origin}/up/${name}`,
        file_url: `${origin}/files/${name}`,
      }));
    } else if (url.pathname.endsWith("/job/CheckFace")) {
      attend(response, faults.checkFace.shift(), () => provider.faceVerdict ?? 404);
    } else if (url.pathname.endsWith("/job/CreateTask")) {
      const fault = faults.createTask.shift();
      const refused = typeof fault === "object" && "code" in fault;
      const ordered = refused ? undefined : rules.order(call);
      if (ordered && !("task" in ordered)) return refuse(ordered);
      attend(response, fault, () => {
        if (!ordered) return {};
        const id = createTask(ordered.task, call.key);
        provider.onCreateTask();
        if (provider.callbacks === "early") callBack(id, endedTask(id));
        return { task_id: id };
      });
    } else if (url.pathname.endsWith("/job/TaskInfo")) {
      const id = url.searchParams.get("task_id") ?? "";
      if (id.length !== 36) return refuse({ code: 422, errors: ["Value error, task_id: 36 long"] });
      attend(response, faults.taskInfo.shift(), () => taskInfo(id, call.key));
    } else refuse(rules.answer(call) ?? { code: 404 });
  }

  return provider;
}
