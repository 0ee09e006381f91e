import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { paths } from "../../src/contract/paths.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";

const schema = z.looseObject({ examples: z.array(z.unknown()).optional() });
const content = z.object({
  "application/json": z.object({ schema, example: z.unknown().optional() }),
});
const operation = z.looseObject({
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.unknown()).optional(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
});
const openApi = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

async function fileOf(server: FaceSwapServer) {
  const answer = await server.call("/openapi.json", { key: null });
  expect(answer.status).toBe(200);
  return openApi.parse(JSON.parse(answer.bytes.toString()));
}

type OpenApi = z.infer<typeof openApi>;

/** What is wrong with a value by the schema at a place of the file; nothing when it fits. */
function judgeOf(file: OpenApi) {
  const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
  ajv.addSchema(file, "file");
  return (pointer: string, value: unknown): string => {
    const fits = ajv.compile({ $ref: `file#${pointer}` });
    return fits(value) ? "" : `${pointer}: ${ajv.errorsText(fits.errors)}`;
  };
}

/** Every example with the place of its schema, wherever it stands. */
function* examplesIn(
  node: unknown,
  pointer: string,
): Generator<[pointer: string, example: unknown]> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    // A body's single example stands beside its schema.
    if (key === "example") yield [`${pointer}/schema`, value];
    else if (key === "examples" && Array.isArray(value)) {
      for (const example of value) yield [pointer, example];
    } else {
      const step = encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
      yield* examplesIn(value, `${pointer}/${step}`);
    }
  }
}

function examplesOf(one: z.infer<typeof schema>, file: OpenApi): unknown {
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(one["$ref"]))?.[1];
  return (name === undefined ? one : file.components.schemas[name]).examples;
}

const start = () => startFaceSwapServer({ config: { reference: true } });

describe("the OpenAPI file", () => {
  test("has every address of the contract and of the files, and no other", async () => {
    const file = await fileOf(await start());
    const known = [
      ...Object.values(paths),
      `${paths.models}/{model}`,
      "/uploads/{name}",
      "/media/{name}",
      "/livez",
      "/readyz",
    ];
    expect(Object.keys(file.paths).toSorted()).toEqual(known.toSorted());
  });

  test("names only addresses that are there, and says which need no key", async () => {
    const server = await start();
    const { paths: documented } = await fileOf(server);
    for (const [path, operations] of Object.entries(documented)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const verb = method.toUpperCase() as "GET";
        const { status } = await server.call(path.replace(/\{\w+\}/, "x"), {
          method: verb,
          key: null,
        });
        expect({ path, needsKey: status === 401 }).toEqual({
          path,
          needsKey: security === undefined,
        });
      }
    }
  });

  test("has examples that fit, for every body and every answer of the contract", async () => {
    const file = await fileOf(await start());
    const fits = judgeOf(file);
    const examples = Array.from(examplesIn(file, ""));
    expect(examples.length).toBeGreaterThan(20);
    expect(examples.map(([pointer, example]) => fits(pointer, example)).filter(Boolean)).toEqual(
      [],
    );

    const bare: string[] = [];
    for (const [path, operations] of Object.entries(file.paths)) {
      for (const { requestBody, responses } of Object.values(operations)) {
        const answer = responses["200"].content?.["application/json"].schema;
        const data = z.object({ properties: z.object({ data: schema }) }).safeParse(answer).data;
        const body = requestBody?.content["application/json"];
        const shown = [body?.example === undefined && body?.schema, data?.properties.data];
        if (!path.startsWith("/api/")) continue;
        if (Object.keys(responses).length < 11) bare.push(`${path} leaves out a code`);
        if (!data) bare.push(`${path} has no data`);
        bare.push(...shown.filter((one) => one && !examplesOf(one, file)).map(() => path));
      }
    }
    expect(bare).toEqual([]);
  });

  test("describes the answers that the server really gives", async () => {
    const server = await start();
    const fits = judgeOf(await fileOf(server));
    const id = await server.createTask();
    for (const [path, query, status] of [
      [paths.taskInfo, `?task_id=${id}`, 200],
      [paths.taskInfo, `?task_id=${"0".repeat(36)}`, 404],
      [paths.taskInfo, "", 422],
      [paths.models, "", 200],
      [paths.balance, "", 200],
    ] as const) {
      const { bytes } = await server.call(path + query);
      const place = `/paths/${path.replaceAll("/", "~1")}/get/responses/${status}`;
      const answer: unknown = JSON.parse(bytes.toString());
      expect(fits(`${place}/content/application~1json/schema`, answer)).toBe("");
    }
  });
});

describe("the reference page", () => {
  test("comes with everything it needs, from this server alone", async () => {
    const server = await start();
    const page = await server.call("/docs", { key: null });
    expect(page.status).toBe(200);
    expect(String(page.headers["content-security-policy"])).toContain("default-src 'none'");
    const html = page.bytes.toString();
    const links = Array.from(html.matchAll(/(?:src|href)="([^"]+)"/g), ([, link]) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const url = new URL(link, `${server.url}/docs`);
      expect(url.origin).toBe(server.url);
      expect((await server.call(url.href, { key: null })).status).toBe(200);
    }
    expect((await server.call("/docs/json", { key: null })).status).toBe(200);
  });

  test("is not there on a server that has no readers", async () => {
    const server = await startFaceSwapServer();
    expect((await server.call("/docs")).status).toBe(404);
    expect((await server.call("/openapi.json")).status).toBe(404);
  });
});
