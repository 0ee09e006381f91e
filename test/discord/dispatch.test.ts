import { DiscordAPIError, HTTPError } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Command } from "../../src/commands/command.ts";
import { UpstreamError, UserError } from "../../src/core/errors.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

/** `/test`, which does this. */
function command(run: Command["run"]): readonly Command[] {
  return [{ data: { name: "test", description: "A test" }, run }];
}

describe("the dispatcher", () => {
  test("turns a bug into a sentence with a reference, and logs both", async () => {
    const { discord, logged, outcomes } = await startTestBot({
      commands: command(async () => {
        throw new TypeError("x is not a function");
      }),
    });
    const reply = discord.slash("test", {});
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toMatch(/^Something broke on my side.*\n.*`REF234`/);
    expect(reply.original?.content).not.toContain("function");
    await expect.poll(() => outcomes).toEqual(["test failed"]);
    expect(logged).toContainEqual(
      expect.objectContaining({
        reference: "REF234",
        interaction: reply.id,
        err: expect.objectContaining({ message: "x is not a function" }),
      }),
    );
    expect(apiFindings(discord)).toEqual([]);
  });

  test("writes into the reply when the person already sees it", async () => {
    const { discord, outcomes } = await startTestBot({
      commands: command(async ({ acknowledge }) => {
        await acknowledge();
        throw new UserError("TOO_MANY_RUNNING");
      }),
    });
    const reply = discord.slash("test", {});
    expect(await reply.edited()).toMatchObject({ content: expect.stringContaining("running") });
    await expect.poll(() => outcomes).toEqual(["test refused"]);
    expect(reply.edits).toHaveLength(1);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("writes into the reply even if only Discord knows that it was acknowledged", async () => {
    const { discord } = await startTestBot({
      commands: command(async ({ acknowledge }) => {
        await acknowledge();
        throw new UpstreamError("SWAP_API_BUSY", { next: "wait" });
      }),
    });
    discord.faults.push({ method: "POST", path: /\/callback$/, cut: "after" });
    const reply = discord.slash("test", {});
    expect(await reply.edited()).toMatchObject({
      content: "The face-swap service is very busy. Please try again in a few minutes.",
    });
  });

  test("answers a command that it does not have any more", async () => {
    const { discord, outcomes } = await startTestBot({ commands: [] });
    const reply = discord.slash("bygone", {});
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain("do not know this command");
    await expect.poll(() => outcomes).toEqual(["unknown refused"]);
  });

  test("says once that the clock must be ahead when everything comes too late", async () => {
    // By a clock a minute ahead, what Discord has just sent is a minute old.
    const send = () => discord.slash("test", {}, { ageMs: 60_000 });
    const { discord, outcomes, logged } = await startTestBot({
      commands: command(async ({ acknowledge }) => void (await acknowledge())),
    });
    const isAhead = () => logged.filter(({ msg }) => String(msg).includes("clock ahead"));
    for (let sent = 0; sent < 4; sent += 1) send();
    await expect.poll(() => outcomes).toEqual(Array.from({ length: 4 }, () => "test late"));
    expect(isAhead()).toEqual([]);
    for (let sent = 0; sent < 4; sent += 1) send();
    await expect.poll(() => outcomes).toHaveLength(8);
    expect(isAhead()).toHaveLength(1);
  });

  test("outlives a person who cannot be told", async () => {
    const { discord, outcomes, logged } = await startTestBot({
      commands: command(async () => {
        throw new UserError("INPUT_MISSING");
      }),
    });
    discord.faults.push({ method: "POST", path: /\/callback$/, status: 403, code: 50_001 });
    discord.slash("test", {});
    const second = discord.slash("test", {});
    await second.acked();
    await expect.poll(() => outcomes).toEqual(["test refused", "test refused"]);
    expect(logged.map(({ msg }) => msg)).toContain("The person could not be told");
  });

  test("logs work that fails after the command has ended", async () => {
    const { discord, logged, outcomes } = await startTestBot({
      commands: command(async ({ acknowledge, inBackground }) => {
        await acknowledge();
        inBackground(Promise.reject(new Error("later")));
      }),
    });
    discord.slash("test", {});
    await expect.poll(() => outcomes).toEqual(["test ok"]);
    await expect
      .poll(() => logged)
      .toContainEqual(
        expect.objectContaining({
          level: 50,
          err: expect.objectContaining({ message: "later" }),
        }),
      );
  });

  test("keeps tokens and files of failed calls out of the log", async () => {
    const files = [{ name: "a.gif", data: Buffer.from("GIF89a secret picture") }];
    const url = "https://discord.com/api/v10/webhooks/301111111111111111/secret-token/messages/x";
    const answer = { code: 50_035, message: "Invalid Form Body" };
    const errors = [
      new DiscordAPIError(answer, 50_035, 400, "PATCH", url, { files, body: {} }),
      new HTTPError(502, "Bad Gateway", "PATCH", url, { files, body: {} }),
    ];
    const { discord, logged, outcomes } = await startTestBot({
      commands: command(async () => {
        throw errors.shift() ?? new Error("no more");
      }),
    });
    await discord.slash("test", {}).acked();
    await discord.slash("test", {}).acked();
    await expect.poll(() => outcomes).toEqual(["test failed", "test failed"]);
    const text = JSON.stringify(logged);
    expect(text).toContain("Invalid Form Body");
    expect(text).toContain("HTTPError");
    expect(text).not.toContain("secret-token");
    expect(text).not.toContain("requestBody");
  });
});
