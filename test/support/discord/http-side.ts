import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { ApiError } from "./api-error.ts";
import type { Cdn } from "./cdn.ts";
import { applyFaults } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { readBody } from "./request-body.ts";
import type { RestAnswer, RestRequest } from "./rest-routes.ts";

/** One request of the bot to the REST API and what it got. */
export interface RecordedRequest {
  readonly method: string;
  /** Below `/api/v10`, `%40` decoded. */
  readonly path: string;
  readonly contentType: string;
  /** The JSON body, or `payload_json`. */
  readonly json: unknown;
  /** The size of each uploaded file. */
  readonly fileBytes: readonly number[];
  readonly at: number;
  /** 0 where the connection was cut. */
  status: number;
  answer: unknown;
}

export interface HttpSideOptions {
  origin: string;
  cdn: Cdn;
  rest: (request: RestRequest) => RestAnswer;
  faults: Fault[];
  requests: RecordedRequest[];
  /** Told about what a sound bot never asks for. */
  unexpected: (what: string) => void;
}

const apiPrefix = "/api/v10";

/** Answers every HTTP request of the stand-in: records it, lets faults have it, then asks the REST side or the CDN. */
export function createHttpSide(options: HttpSideOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", options.origin);
    const answered = url.pathname.startsWith(apiPrefix)
      ? answerRest(url, request, response)
      : answerCdn(url, request, response);
    answered.catch((error: unknown) => {
      options.unexpected(`${request.method} ${url.pathname}: ${String(error)}`);
      response.destroy();
    });
  };

  async function answerCdn(url: URL, request: IncomingMessage, response: ServerResponse) {
    const verdict = await applyFaults(options.faults, request.method ?? "", url.pathname);
    if (verdict.cut !== undefined) {
      response.destroy();
      return;
    }
    const file = options.cdn.answer(url);
    await delay(verdict.slowAnswerMs ?? 0);
    response.writeHead(verdict.instead?.status ?? file.status, {
      "content-type": file.contentType,
      "content-length": file.body.length,
    });
    response.end(file.body);
  }

  async function answerRest(url: URL, request: IncomingMessage, response: ServerResponse) {
    const at = Date.now();
    const body = await readBody(request);
    const recorded: RecordedRequest = {
      method: request.method ?? "",
      path: decodeURIComponent(url.pathname).slice(apiPrefix.length),
      contentType: request.headers["content-type"] ?? "",
      json: body.json,
      fileBytes: body.files.map((file) => file.bytes.length),
      at,
      status: 0,
      answer: undefined,
    };
    options.requests.push(recorded);
    const { method, path } = recorded;

    const verdict = await applyFaults(options.faults, method, path);
    if (verdict.cut === "before") {
      response.destroy();
      return;
    }
    const { authorization } = request.headers;
    const answer = verdict.instead
      ? { status: verdict.instead.status, body: { message: "fault", code: verdict.instead.code } }
      : deed({ method, path, authorization, body });
    if (verdict.cut === "after") {
      response.destroy();
      return;
    }
    await delay(verdict.slowAnswerMs ?? 0);
    recorded.status = answer.status;
    recorded.answer = answer.body;
    const json = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...(json !== undefined && { "content-type": "application/json" }),
      ...verdict.instead?.headers,
    });
    response.end(json);
  }

  function deed(request: RestRequest): RestAnswer {
    try {
      return options.rest(request);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404 && error.code === 0) {
        options.unexpected(`unknown route ${request.method} ${request.path}`);
      }
      return { status: error.status, body: { message: error.message, code: error.code } };
    }
  }
}
