import { ApplicationCommandOptionType, Locale } from "discord.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { commands, messageCommands } from "../../src/commands/index.ts";

/** What Discord asks of commands and its description of the API does not say. */
const localisations = z.partialRecord(z.enum(Locale), z.string());
const part = z.object({
  name: z.string(),
  type: z.number().optional(),
  name_localizations: localisations.optional(),
  description: z.string().optional(),
  description_localizations: localisations.optional(),
  required: z.boolean().optional(),
  value: z.union([z.string(), z.number()]).optional(),
  get options() {
    return z.array(part).max(25).optional();
  },
  get choices() {
    return z.array(part).max(25).optional();
  },
});
type Part = z.infer<typeof part>;

const subcommandType: number = ApplicationCommandOptionType.Subcommand;
const spoken = ["de", "es-419", "es-ES", "fr", "ja", "pt-BR"];
const registered = [...commands, ...messageCommands].map(({ data }) => part.parse(data));
const inside = (one: Part) => [...(one.options ?? []), ...(one.choices ?? [])];
const all = (one: Part): Part[] => [one, ...inside(one).flatMap(all)];
const longest = (text = "", others: object = {}) =>
  Math.max(...[text, ...Object.values(others)].map((one) => String(one).length));
const isTyped = (one: Part) => one.description !== undefined;

describe.each(registered.map((command) => [command.name, command] as const))(
  "/%s",
  (_, command) => {
    test("has every description in every language, each of at most 100 characters", () => {
      for (const { description, description_localizations: others = {} } of all(command)) {
        if (description === undefined) continue;
        expect(Object.keys(others).toSorted()).toEqual(spoken);
        for (const text of [description, ...Object.values(others)]) {
          expect(text).toMatch(/^.{4,100}$/);
        }
      }
    });

    test("has names that can be typed, different from each other in every language", () => {
      for (const one of all(command).filter(isTyped)) {
        const names = [one.name, ...Object.values(one.name_localizations ?? {})];
        for (const name of names) expect(name).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
        expect(names).toEqual(names.map((name) => name.toLowerCase()));
        for (const locale of [...spoken, "en-US"] as Locale[]) {
          const seen = (one.options ?? []).map(
            (option) => option.name_localizations?.[locale] ?? option.name,
          );
          expect(new Set(seen).size).toBe(seen.length);
        }
      }
    });

    test("is called the same in every language, sub-commands too, as sentences name it", () => {
      const subcommands = (command.options ?? []).filter(({ type }) => type === subcommandType);
      for (const one of [command, ...subcommands].filter(isTyped)) {
        expect([one.name, one.name_localizations ?? {}]).toEqual([one.name, {}]);
      }
    });

    test("asks for what is required first", () => {
      for (const { options = [] } of all(command)) {
        const required = options.map((option) => option.required ?? false);
        expect(required).toEqual(required.toSorted((one, other) => Number(other) - Number(one)));
      }
    });

    test("stays under the 8000 characters that Discord takes for one command", () => {
      const characters = all(command).map(
        (one) =>
          longest(one.name, one.name_localizations) +
          longest(one.description, one.description_localizations) +
          String(one.value ?? "").length,
      );
      expect(characters.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(8000);
    });
  },
);
