import { Agent, setGlobalDispatcher } from "undici";
import { REST } from "discord.js";
import { expect, test } from "vitest";
import { sendRequest } from "../../src/discord/send-request.ts";
import { startHttp } from "../support/http-server.ts";

test("a file arrives whichever undici of the process was loaded first", async () => {
  let received = "";
  const { origin } = await startHttp((request, response) => {
    request.on("data", (chunk: Buffer) => (received += chunk.toString("latin1")));
    request.on("end", () => {
      received = `${request.headers["content-type"]}\n${received}`;
      response.setHeader("content-type", "application/json");
      response.end("{}");
    });
  });
  // What happens by itself when our undici is loaded before discord.js's.
  setGlobalDispatcher(new Agent());
  const rest = new REST({ api: origin, makeRequest: sendRequest });
  const files = [{ name: "a.gif", data: Buffer.from("GIF89a"), contentType: "image/gif" }];
  await rest.patch("/webhooks/1/x/messages/@original", {
    body: { content: "" },
    files,
    auth: false,
  });
  expect(received).toMatch(/^multipart\/form-data; boundary=/);
  expect(received).toContain('filename="a.gif"');
  expect(received).toContain("GIF89a");
  expect(received).toContain('name="payload_json"');
});
