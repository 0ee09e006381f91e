import { request } from "undici";
import { expect } from "vitest";
import { looseEnvelope } from "../../src/contract/envelope.ts";
import type { Model } from "../../src/contract/models.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask, taskInfo } from "../../src/contract/task.ts";
import type { TaskInfo } from "../../src/contract/task.ts";
import { uploadTarget } from "../../src/contract/files.ts";
import { createdDetection, detectResult } from "../../src/contract/detect.ts";
import type { DetectResult } from "../../src/contract/detect.ts";
import type { Fact } from "./facts.ts";

/** What only an API of ours can be brought into. */
export interface Stage {
  /** A key that opens, with rights of its own; its tasks are its own. */
  newKey(rights?: { credits?: number; callsPerWindow?: number }): Promise<string>;
  disabledKey(): Promise<string>;
  setMaintenance(on: boolean): void;
  /** A model that this API has and that is switched off. */
  readonly offModel: Model;
  passTime(ms: number): void;
  /** The next task ends as failed. */
  failNextTask(): void;
  /** Detections find so many faces from now on. */
  setFaces(count: number): void;
  /** Bodies of the callbacks to `callbackUrl` so far. */
  readonly callbackUrl: string;
  readonly callbacks: readonly { readonly type: string | undefined; readonly body: unknown }[];
}

/** An API that claims to keep the contract. */
export interface ContractSubject {
  readonly url: string;
  readonly key: string;
  readonly http: "mirror" | "always-200" | "either";
  /** A GIF and a picture with a face, and the photo of another face. */
  readonly media: {
    readonly gif: Uint8Array;
    readonly picture: Uint8Array;
    readonly photo: Uint8Array;
  };
  readonly stage: Stage | undefined;
  /** Between two looks at something under way. */
  readonly pollMs: number;
}

export interface ContractCase {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** `free`: costs nothing anywhere. `spends`: makes a task. `stage`: needs an API of ours. */
  readonly needs: "free" | "spends" | "stage";
  readonly run: (api: ContractSubject, stage: Stage) => Promise<void>;
}

export interface Asked {
  readonly method?: "GET" | "POST" | "PUT";
  /** `null` sends none. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** One call; the answer must be an envelope with this code, under the HTTP status that goes with it. */
export async function ask(api: ContractSubject, code: number, path: string, asked: Asked = {}) {
  const { key = api.key, body, headers, method = body === undefined ? "GET" : "POST" } = asked;
  const response = await request(new URL(path, api.url), {
    method,
    headers: {
      ...(key !== null && { "x-api-key": key }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const answer: unknown = await response.body.json();
  const envelope = looseEnvelope.parse(answer);
  expect(envelope).toMatchObject({ code });
  expect(typeof envelope.message).toBe("string");
  if (api.http === "mirror") expect(response.statusCode).toBe(code);
  if (api.http === "always-200") expect(response.statusCode).toBe(200);
  if (api.http === "either") expect([code, 200]).toContain(response.statusCode);
  return { ...envelope, headers: response.headers, answer: answer as Record<string, unknown> };
}

/** The body is refused as the contract has it, in sentences that hold these words. */
export async function refusesAsInvalid(
  api: ContractSubject,
  path: string,
  body: unknown,
  ...words: string[]
): Promise<void> {
  const { answer, errors = [] } = await ask(api, 422, path, { body });
  expect(answer).not.toHaveProperty("data");
  expect(errors.length).toBeGreaterThan(0);
  for (const word of words) expect(errors.join(" ")).toContain(word);
}

/** Through the contract's own two steps; the URL to name afterwards. */
export async function upload(api: ContractSubject, bytes: Uint8Array, type: string, ext: string) {
  const query = new URLSearchParams({ content_type: type, ext });
  const { data } = await ask(api, 200, `${paths.uploadUrl}?${query.toString()}`);
  const target = uploadTarget.parse(data);
  const put = await request(target.presigned_url, {
    method: "PUT",
    headers: { "content-type": type },
    body: bytes,
  });
  await put.body.dump();
  expect(Math.floor(put.statusCode / 100)).toBe(2);
  return target.file_url;
}

export async function uploadGif(api: ContractSubject): Promise<string> {
  return upload(api, api.media.gif, "image/gif", ".gif");
}

export async function uploadPhoto(api: ContractSubject): Promise<string> {
  return upload(api, api.media.photo, "image/png", ".png");
}

/** A GIF task on uploads of its own. */
export async function gifTask(api: ContractSubject) {
  return {
    model: "gif-face-swap",
    input: { video_url: await uploadGif(api), new_face: await uploadPhoto(api) },
  };
}

export async function create(api: ContractSubject, body: unknown, key?: string): Promise<string> {
  const { data } = await ask(api, 200, paths.createTask, { body, ...(key && { key }) });
  return createdTask.parse(data).task_id;
}

/** TaskInfo as the contract's own schema reads it, every listed field there. */
export async function look(api: ContractSubject, id: string): Promise<TaskInfo> {
  const { data } = await ask(api, 200, `${paths.taskInfo}?task_id=${encodeURIComponent(id)}`);
  return taskInfo.parse(data);
}

/** The task as soon as it has ended; at most 600 looks. */
export async function ended(api: ContractSubject, id: string): Promise<TaskInfo> {
  return until(
    api,
    () => look(api, id),
    ({ status }) => status === "success" || status === "failed",
  );
}

export async function detect(api: ContractSubject, path: string, body: unknown): Promise<string> {
  const { data } = await ask(api, 200, path, { body });
  return createdDetection.parse(data).detect_task_id;
}

export async function detected(api: ContractSubject, id: string): Promise<DetectResult> {
  const see = async () => {
    const query = new URLSearchParams({ detect_task_id: id });
    const { data } = await ask(api, 200, `${paths.detectFaceResult}?${query.toString()}`);
    return detectResult.parse(data);
  };
  return until(api, see, ({ status }) => status === "succeeded" || status === "failed");
}

async function until<T>(api: ContractSubject, see: () => Promise<T>, done: (seen: T) => boolean) {
  for (let looks = 0; looks < 600; looks += 1) {
    const seen = await see();
    if (done(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, api.pollMs));
  }
  throw new Error("It does not end.");
}
