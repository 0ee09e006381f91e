import { ApplicationCommandType, ComponentType, InteractionResponseType } from "discord.js";
import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Command, Form, MessageCommand } from "../../src/commands/command.ts";
import { customId } from "../../src/commands/custom-id.ts";
import { UserError } from "../../src/core/errors.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

/** `/test`, which completes like this. */
function completing(complete: Command["complete"]): readonly Command[] {
  const data = { name: "test", description: "A test" };
  return [{ data, run: async () => {}, ...(complete && { complete }) }];
}

const form: APIModalInteractionResponseCallbackData = {
  title: "A form",
  custom_id: customId("sent", "7"),
  components: [
    {
      type: ComponentType.Label,
      label: "A photo",
      component: { type: ComponentType.FileUpload, custom_id: "photo", max_values: 1 },
    },
    {
      type: ComponentType.Label,
      label: "May you?",
      component: { type: ComponentType.Checkbox, custom_id: "may" },
    },
  ],
};
const photo = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };

/** An entry in the menu of messages, which does this. */
function menu(run: MessageCommand["run"]): readonly MessageCommand[] {
  return [{ data: { name: "A test", type: ApplicationCommandType.Message }, run }];
}

const opensForm = menu(async ({ showModal }) => {
  await showModal(form);
});

function sent(run: Form["run"]): readonly Form[] {
  return [{ name: "sent", run }];
}

describe("suggestions while somebody types", () => {
  test("are what the command offers for the option with the cursor, 25 at most", async () => {
    const { discord, outcomes } = await startTestBot({
      commands: completing(async ({ interaction }) => {
        const { name, value } = interaction.options.getFocused(true);
        return Array.from({ length: 30 }, (_, index) => ({
          name: `${name} ${value} ${index}`,
          value: String(index),
        }));
      }),
    });
    const typed = discord.type("test", { other: "x", saved: "gr" }, "saved");
    expect(await typed.acked()).toMatchObject({
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    });
    expect(typed.choices).toHaveLength(25);
    expect(typed.choices?.[0]).toMatchObject({ name: "saved gr 0", value: "0" });
    await expect.poll(() => outcomes).toEqual(["test ok"]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each([
    [
      "fails",
      async () => {
        throw new TypeError("no");
      },
    ],
    ["never ends", () => new Promise<never>(() => {})],
  ])("are none, in time, when the command %s", async (_, complete) => {
    const { discord, outcomes } = await startTestBot({ commands: completing(complete) });
    const typed = discord.type("test", { saved: "" }, "saved");
    await typed.acked();
    expect(typed.choices).toEqual([]);
    await expect.poll(() => outcomes).toEqual(["test failed"]);
    expect(discord.problems()).toEqual([]);
  });

  test("are none for a command that offers none, or that is gone", async () => {
    const { discord, outcomes } = await startTestBot({ commands: completing(undefined) });
    const typed = discord.type("test", { saved: "" }, "saved");
    const bygone = discord.type("bygone", { saved: "" }, "saved");
    await Promise.all([typed.acked(), bygone.acked()]);
    expect([typed.choices, bygone.choices]).toEqual([[], []]);
    await expect.poll(() => outcomes.toSorted()).toEqual(["test ok", "unknown ok"]);
  });

  test("are nobody's any more when Discord says so", async () => {
    const { discord, outcomes } = await startTestBot({ commands: completing(async () => []) });
    discord.faults.push({ method: "POST", path: /\/callback$/, status: 404, code: 10_062 });
    discord.type("test", { saved: "" }, "saved");
    await expect.poll(() => outcomes).toEqual(["test late"]);
  });
});

describe("an entry in a message's menu", () => {
  test("gets the message, and answers as a command does", async () => {
    const { discord, outcomes } = await startTestBot({
      messageCommands: menu(async ({ interaction, acknowledge }) => {
        await acknowledge();
        await interaction.editReply({ content: interaction.targetMessage.content });
      }),
    });
    const reply = discord.menu("A test", { content: "Look at this" });
    expect(await reply.edited()).toMatchObject({ content: "Look at this", ephemeral: false });
    await expect.poll(() => outcomes).toEqual(["A test ok"]);
  });

  test("that is gone, or whose work is refused, says so to that person alone", async () => {
    const { discord, outcomes } = await startTestBot({
      messageCommands: menu(async () => {
        throw new UserError("TOO_MANY_RUNNING");
      }),
    });
    const refused = discord.menu("A test", {});
    const bygone = discord.menu("Bygone", {});
    expect(await refused.acked()).toMatchObject({ ephemeral: true });
    expect(await bygone.acked()).toMatchObject({ ephemeral: true });
    expect(refused.original?.content).toContain("running");
    expect(bygone.original?.content).toContain("do not know this command");
    await expect.poll(() => outcomes.toSorted()).toEqual(["A test refused", "unknown refused"]);
  });
});

describe("a form", () => {
  test("opens from a menu, and what was filled in comes back with its argument", async () => {
    const { discord, outcomes } = await startTestBot({
      messageCommands: opensForm,
      forms: sent(async ({ interaction, argument, acknowledge }) => {
        await acknowledge("private-reply");
        const file = interaction.fields.getUploadedFiles("photo", true).first();
        const may = interaction.fields.getCheckbox("may");
        await interaction.editReply({ content: `${argument} ${file?.name} ${may}` });
      }),
    });
    const opened = discord.menu("A test", {});
    expect(await opened.acked()).toMatchObject({ type: InteractionResponseType.Modal });
    const reply = discord.submit(opened, { photo: [photo], may: true });
    expect(await reply.edited()).toMatchObject({ content: "7 ada.png true", ephemeral: true });
    await expect.poll(() => outcomes).toEqual(["A test ok", "sent ok"]);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("is shown once even when only Discord knows that it was", async () => {
    const { discord, outcomes } = await startTestBot({ messageCommands: opensForm });
    discord.faults.push({ method: "POST", path: /\/callback$/, cut: "after" });
    const opened = discord.menu("A test", {});
    await opened.acked();
    await expect.poll(() => outcomes).toEqual(["A test ok"]);
    expect(discord.requests.at(-1)).toMatchObject({ status: 400 });
  });

  test("that is of an older version, or whose work is refused, is answered privately", async () => {
    const { discord, outcomes } = await startTestBot({
      messageCommands: menu(async ({ showModal, interaction }) => {
        const known = interaction.targetMessage.content === "known";
        await showModal(known ? form : { ...form, custom_id: "v0:sent:7" });
      }),
      forms: sent(async () => {
        throw new UserError("TOO_MANY_RUNNING");
      }),
    });
    const [old, known] = [discord.menu("A test", {}), discord.menu("A test", { content: "known" })];
    await Promise.all([old.acked(), known.acked()]);
    const outdated = discord.submit(old, { photo: [photo] });
    const refused = discord.submit(known, { photo: [photo] });
    expect(await outdated.acked()).toMatchObject({ ephemeral: true });
    expect(await refused.acked()).toMatchObject({ ephemeral: true });
    expect(outdated.original?.content).toContain("older version");
    expect(refused.original?.content).toContain("running");
    await expect
      .poll(() => outcomes.toSorted())
      .toEqual(["A test ok", "A test ok", "sent refused", "unknown refused"]);
  });
});
