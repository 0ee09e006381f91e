import { DefaultRestOptions } from "discord.js";
import type { RESTOptions } from "discord.js";

/**
 * discord.js's own way to send a request, but with forms turned into bytes before. Node, discord.js and we each have an
 * undici, and the first one loaded sends for all of them; none knows the FormData of another, so without this an upload
 * would work or fail by the order of imports.
 */
export const sendRequest: RESTOptions["makeRequest"] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(init.body);
  const contentType = form.headers.get("content-type") ?? "multipart/form-data";
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    // discord.js gives a plain object.
    headers: Object.assign({}, init.headers, { "content-type": contentType }),
    body: new Uint8Array(await form.arrayBuffer()),
  });
};
