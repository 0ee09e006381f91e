import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { sharedDir } from "../shared-dir.ts";
import type { RecordedRequest } from "./http-side.ts";
import { closeKeys, steerUnions } from "./openapi-transforms.ts";
import { parseUrl } from "../../../src/core/parse-url.ts";

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

export interface OpenApiCheck {
  /** What Discord's own description of its API says against these requests, and against the stand-in's answers. */
  findings(requests: readonly RecordedRequest[]): string[];
}

/** Where Discord takes what this copy of its description does not know; every entry says why. */
const allowed: readonly { finding: RegExp; reason: string }[] = [
  {
    finding: /PUT .*\/commands request: \S+\/options\/\d+ unknown key file_types/,
    reason: "the file filter of attachment options is younger than the description",
  },
  {
    finding: /callback request: \/data\/components\/\d+\/component unknown key file_types/,
    reason: "the file filter of uploads in forms is younger than the description",
  },
  {
    finding: /PUT .*\/commands request: \S+\/default_member_permissions must be integer,null/,
    reason: "the documentation, discord.js and Discord's own answers have bit sets as strings",
  },
  {
    finding: /POST \/attachments\/refresh-urls: no such operation/,
    reason: "it is in discord.js's own types of the API and not in the description",
  },
  {
    finding: /(callback|@original|<token>) request: (\/data )?unknown key (enforce_nonce|tts)$/,
    reason: "discord.js adds both to every message payload; Discord ignores them here",
  },
  {
    finding: /POST \/webhooks\/\d+\/<token> request: must match a schema in anyOf$/,
    reason: "because of the same two keys; whatever else is wrong has a line of its own",
  },
];

/** Discord's OpenAPI document is not part of the repository; without it nothing can be checked. */
export const openApiPath =
  sharedDir === undefined ? undefined : join(sharedDir, "data/discord-openapi.json");

/** Reads the document; ajv compiles a schema at its first use, which takes up to 0.7 s. */
export function createOpenApiCheck(path: string): OpenApiCheck {
  const text = readFileSync(path, "utf8").replaceAll("#/components/schemas/", "discord#/$defs/");
  const document = JSON.parse(text) as OpenApiDocument;
  const schemas = steerUnions(document.components.schemas, document.components.schemas);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  // The index of an uploaded file is given where an attachment's id goes, so small numbers pass.
  ajv.addFormat("snowflake", /^\d{1,20}$/);
  ajv.addFormat("nonce", true);
  for (const format of ["int32", "int64", "double", "float"]) {
    ajv.addFormat(format, { type: "number", validate: () => true });
  }
  ajv.addFormat("date-time", (value) => !Number.isNaN(Date.parse(value)));
  ajv.addFormat("uri", (value) => parseUrl(value) !== undefined);
  ajv.addSchema({ $id: "discord", $defs: closeKeys(schemas) });

  const compiled = new Map<object, ValidateFunction>();
  function validate(schema: object, value: unknown): readonly ErrorObject[] {
    let validator = compiled.get(schema);
    if (validator === undefined) {
      validator = ajv.compile(steerUnions(schema, document.components.schemas));
      compiled.set(schema, validator);
    }
    if (validator(value)) return [];
    // What stands in the `then` of a steered union is reported by itself.
    return (validator.errors ?? []).filter((error) => error.keyword !== "if");
  }

  const operations = operationsOf(document);

  function check(request: RecordedRequest): string[] {
    const operation = operations.find(
      (one) => one.method === request.method && one.path.test(request.path),
    )?.operation;
    const name = `${request.method} ${withoutToken(request.path)}`;
    if (operation === undefined) return [`${name}: no such operation`];
    // A multipart body's JSON part is the JSON body; the document's own multipart schemas do not know it.
    const sent = operation.requestBody?.content["application/json"]?.schema;
    const got = operation.responses[String(request.status)]?.content?.["application/json"]?.schema;
    return [
      ...(sent
        ? validate(sent, request.json).map((one) => `${name} request: ${inWords(one)}`)
        : []),
      ...(got ? validate(got, request.answer).map((one) => `${name} answer: ${inWords(one)}`) : []),
    ];
  }

  return {
    findings: (requests) =>
      [...new Set(requests.flatMap(check))].filter(
        (finding) => !allowed.some((entry) => entry.finding.test(finding)),
      ),
  };
}

const fixedParts = (template: string) =>
  template.split("/").filter((part) => !part.startsWith("{")).length;

/** The path templates as expressions, those with most fixed parts first. */
function operationsOf(document: OpenApiDocument) {
  return Object.entries(document.paths)
    .toSorted(([one], [other]) => fixedParts(other) - fixedParts(one))
    .flatMap(([template, byMethod]) =>
      Object.entries(byMethod).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
        operation,
      })),
    );
}

const withoutToken = (path: string) =>
  path.replace(/^(\/(?:webhooks|interactions)\/\d+\/)[^/]+/, "$1<token>");

function inWords(error: ErrorObject): string {
  const { unevaluatedProperty } = error.params as { unevaluatedProperty?: string };
  const what =
    unevaluatedProperty === undefined ? error.message : `unknown key ${unevaluatedProperty}`;
  return `${error.instancePath} ${what}`.trim();
}
