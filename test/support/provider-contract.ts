import { randomUUID } from "node:crypto";
import { z } from "zod";
import { detectImageBody, detectVideoBody } from "../../src/contract/detect.ts";
import { uploadUrlQuery } from "../../src/contract/files.ts";
import { modelInputs, models } from "../../src/contract/models.ts";
import { keyedPrefix, paths } from "../../src/contract/paths.ts";
import { createTaskBody } from "../../src/contract/task.ts";
import type { CreateTaskBody } from "../../src/contract/task.ts";

/** What one call is to the contract. */
interface ProviderCall {
  readonly key: string;
  readonly url: URL;
  readonly body: string;
}

/** `data` of an answer that worked, or why not. */
export type ProviderAnswer =
  | { readonly data: object }
  | { readonly code: number; readonly errors?: readonly string[]; readonly retryAfter?: string };

interface KeyState {
  credits: number;
  readonly callsPerWindow: number;
  readonly enabled: boolean;
  calls: number;
}

interface Detection {
  readonly key: string;
  readonly url: string;
  readonly faces: number;
  readonly detectId: string;
  readonly at: number;
  looks: number;
}

export interface ProviderRules {
  readonly keys: Map<string, KeyState>;
  maintenance: boolean;
  faces: number;
  /** What a crop of a face is. */
  crops: Uint8Array;
  /** Does it look for faces at all? */
  detects: boolean;
  /** Does it have our extension? */
  strengths: boolean;
  readonly off: Set<string>;
  clock: () => number;
  /** Who may call, before anything is looked at. */
  admit(call: ProviderCall): ProviderAnswer | undefined;
  /** Is this body one that a task can be made of? The price is in the balance then. */
  order(call: ProviderCall): ProviderAnswer | { readonly task: CreateTaskBody };
  /** Calls that need no task: undefined when there is no such path. */
  answer(call: ProviderCall): ProviderAnswer | undefined;
  /** The credits of a task that failed come back. */
  refund(key: string): void;
}

export const price = 4;
const hourMs = 60 * 60 * 1000;
const notFound: ProviderAnswer = { code: 404 };

/** The contract's checks and its calls beside tasks, as the hosted API is believed to make them. */
export function createProviderRules(origin: string, apiKey: string): ProviderRules {
  const detections = new Map<string, Detection>();

  const rules: ProviderRules = {
    keys: new Map([
      [apiKey, { credits: 812.5, callsPerWindow: Infinity, enabled: true, calls: 0 }],
    ]),
    maintenance: false,
    faces: 1,
    crops: Buffer.from("crop"),
    detects: true,
    strengths: true,
    off: new Set(["video-face-swap", "video-face-swap-multi"]),
    clock: Date.now,

    admit({ key, url }) {
      const state = rules.keys.get(key);
      if (!state) return { code: 401 };
      if (!state.enabled) return { code: 403 };
      state.calls += 1;
      if (state.calls > state.callsPerWindow) return { code: 429, retryAfter: "10" };
      return url.pathname === paths.createTask && rules.maintenance ? { code: 455 } : undefined;
    },

    order({ key, body }) {
      const state = rules.keys.get(key);
      const read = inputOf(body);
      if (!("task" in read)) return read;
      const { task } = read;
      if (rules.off.has(task.model)) return { code: 505 };
      if (!state || state.credits < price) return { code: 402 };
      const fault = chosenFaultOf(task, key);
      if (fault !== undefined) return { code: 422, errors: [fault] };
      state.credits -= price;
      return { task };
    },

    answer(call) {
      const { url, body, key } = call;
      const path = url.pathname;
      if (path === paths.balance) return { data: { balance: rules.keys.get(key)?.credits } };
      if (path === paths.estimateCredits || path === paths.estimateTask) {
        return estimate(path, key, body);
      }
      if (path === paths.models) return { data: { models: models.map(summaryOf) } };
      if (path.startsWith(`${paths.models}/`)) {
        return modelAnswer(path.slice(paths.models.length + 1), rules.strengths);
      }
      if (path.includes("/detect-face-") && !rules.detects) return notFound;
      if (path === paths.detectFaceImage) return detection(key, detectImageBody, body);
      if (path === paths.detectFaceVideo) return detection(key, detectVideoBody, body);
      if (path === paths.detectFaceResult) return detectionResult(call);
      if (path === paths.uploadUrl) {
        const query = uploadUrlQuery.safeParse(Object.fromEntries(url.searchParams));
        return query.success ? undefined : { code: 422, errors: faultsOf(query.error) };
      }
      return path.startsWith(keyedPrefix) ? notFound : undefined;
    },

    refund(key) {
      const state = rules.keys.get(key);
      if (state) state.credits += price;
    },
  };

  function estimate(path: string, key: string, body: string): ProviderAnswer {
    const read = inputOf(body);
    if (!("task" in read)) return read;
    if (path === paths.estimateCredits) return { data: { credits: price, estimated: false } };
    const credits = rules.keys.get(key)?.credits ?? 0;
    const affordable = credits >= price;
    return { data: { estimated_credits: price, balance: credits, affordable } };
  }

  function chosenFaultOf(task: CreateTaskBody, key: string): string | undefined {
    if (!("detect_id" in task.input)) return undefined;
    const { input } = task;
    const found = [...detections.values()].find(
      ({ detectId, ...rest }) => detectId === input.detect_id && rest.key === key,
    );
    if (!found || rules.clock() - found.at > hourMs) return "Value error, detect_id is not known";
    const url = "image_url" in input ? input.image_url : input.video_url;
    if (found.url !== url) return "Value error, detect_id belongs to another URL";
    const stranger = input.faces.find(({ face_id }) => face_id >= found.faces);
    return stranger && `Value error, face ${stranger.face_id} was not detected`;
  }

  function detection(key: string, schema: z.ZodType, body: string): ProviderAnswer {
    const read = schema.safeParse(jsonOf(body));
    if (!read.success) return { code: 422, errors: faultsOf(read.error) };
    const [url] = Object.values(z.record(z.string(), z.string()).parse(read.data));
    const id = randomUUID().replaceAll("-", "").slice(0, 18);
    const detectId = randomUUID().slice(0, 11);
    const at = rules.clock();
    detections.set(id, { key, url, faces: rules.faces, detectId, at, looks: 0 });
    return { data: { detect_task_id: id } };
  }

  function detectionResult({ key, url }: ProviderCall): ProviderAnswer {
    const id = url.searchParams.get("detect_task_id") ?? "";
    const found = detections.get(id);
    if (found?.key !== key) return notFound;
    found.looks += 1;
    const base = { detect_task_id: id, error: null };
    if (found.looks === 1) return { data: { ...base, status: "processing", result: null } };
    const time = new Date(found.at).toISOString().slice(0, 19).replace("T", " ");
    const faces = Array.from({ length: found.faces }, (_, face) => ({
      id: face,
      link: `${origin}/crops/${face}.png`,
    }));
    const result = {
      id: found.detectId,
      status: "succeed",
      type: "face_detect",
      hair_id: null,
      faces,
      started_at: time,
      finished_at: time,
      error: null,
    };
    return { data: { ...base, status: "succeeded", result } };
  }

  return rules;
}

function inputOf(body: string): ProviderAnswer | { readonly task: CreateTaskBody } {
  const sent = jsonOf(body);
  const read = createTaskBody.safeParse(sent);
  if (read.success) return { task: read.data };
  const model = z.object({ model: z.string() }).safeParse(sent).data?.model ?? "(none)";
  const errors = faultsOf(read.error).map(
    (fault) => `Value error, Invalid input for ${model}: ${fault}`,
  );
  return { code: 422, errors };
}

function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function summaryOf(model: (typeof models)[number]) {
  const [modality] = model.split("-");
  return { model, modality, operation: "face-swap", available: modality !== "video" };
}

function modelAnswer(name: string, strengths: boolean): ProviderAnswer {
  const model = models.find((known) => known === name);
  if (!model) return notFound;
  const input_schema = z.toJSONSchema(modelInputs[model]);
  if (!strengths) delete input_schema.properties?.["strength"];
  const required_input_fields = input_schema.required ?? [];
  return { data: { ...summaryOf(model), input_schema, required_input_fields } };
}
