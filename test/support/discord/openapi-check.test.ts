import { Client, Events, MessageFlags } from "discord.js";
import type { Interaction } from "discord.js";
import { describe, expect, test } from "vitest";
import { startDiscordStandIn } from "./discord-stand-in.ts";
import type { RecordedRequest } from "./http-side.ts";
import { createOpenApiCheck, openApiPath } from "./openapi-check.ts";

async function sayHello(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  await interaction.reply({ content: "hello", flags: MessageFlags.Ephemeral });
  const attachment = Buffer.from("GIF89a");
  await interaction.editReply({ files: [{ attachment, name: "a.gif", description: "a" }] });
}

const recorded: RecordedRequest = {
  method: "PATCH",
  path: "/webhooks/301111111111111111/secret-token/messages/@original",
  contentType: "application/json",
  json: {},
  fileBytes: [],
  at: 0,
  status: 204,
  answer: undefined,
};

describe.skipIf(openApiPath === undefined)(
  "Discord's own API description (needs ../shared/data/discord-openapi.json)",
  () => {
    const check = createOpenApiCheck(openApiPath ?? "");

    test("finds nothing in what discord.js sends and the stand-in answers", async () => {
      await using discord = await startDiscordStandIn();
      const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
      client.on(Events.InteractionCreate, (interaction) => void sayHello(interaction));
      await client.login(discord.token);
      await discord.gateway.connected();
      await discord.slash("hello", {}).edited();
      await expect.poll(() => discord.requests.map((request) => request.status)).not.toContain(0);
      await client.destroy();
      expect(discord.requests.length).toBeGreaterThan(2);
      expect(check.findings(discord.requests)).toEqual([]);
    });

    test.each([
      [{ content: "x".repeat(2001) }, "/content must NOT have more than 2000 characters"],
      [{ contents: "x" }, "unknown key contents"],
      [{ attachments: [{ id: 0 }] }, "/attachments/0/id must be string"],
      [
        { components: [{ type: 1, components: [{ type: 2, style: 9, custom_id: "a" }] }] },
        "/components/0/components/0/style must be equal to constant",
      ],
    ])("finds the fault in %j, without the token in its words", (json, fault) => {
      const findings = check.findings([{ ...recorded, json }]);
      expect(findings.join("\n")).toContain(fault);
      expect(findings.join("\n")).not.toContain("secret-token");
    });

    test("knows no route that Discord has not", () => {
      expect(check.findings([{ ...recorded, path: "/nowhere" }])).toEqual([
        "PATCH /nowhere: no such operation",
      ]);
    });
  },
);
