import { startHttp } from "../support/http-server.ts";
import type { Stage } from "./subject.ts";

/** Hears callbacks and answers each with 200. */
export async function startCallbackListener(): Promise<Pick<Stage, "callbackUrl" | "callbacks">> {
  const callbacks: { type: string | undefined; body: unknown }[] = [];
  const host = await startHttp(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    callbacks.push({ type: request.headers["content-type"], body: JSON.parse(text) });
    response.writeHead(200).end();
  });
  return { callbackUrl: `${host.origin}/hook`, callbacks };
}
