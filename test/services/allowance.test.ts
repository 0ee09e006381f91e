import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createAllowancePolicy } from "../../src/services/allowance.ts";
import type { Asker } from "../../src/services/allowance.ts";
import { accountsOf, askerOf, jobRecord } from "../../src/services/job-record.ts";
import { createServerRules } from "../../src/services/server-rules.ts";
import { serverSettings } from "../../src/services/server-settings.ts";
import type { SettingChange } from "../../src/services/server-settings.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { tempDir } from "../support/temp-dir.ts";

async function openPolicy(changes: readonly SettingChange[] = [], creditsCap?: number) {
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const rules = createServerRules(store.records("server", serverSettings), Date.now);
  for (const [index, change] of changes.entries()) {
    await rules.change("7", change, { id: `c${index}`, by: "9", why: "" });
  }
  return createAllowancePolicy({ rules, creditsPerPeriod: 10, creditsCap });
}

const member: Asker = { personId: "1", guildId: "7", roleIds: [], isBooster: false };
const everyRule: readonly SettingChange[] = [
  { what: "role", roleId: "artist", credits: 20 },
  { what: "role", roleId: "patron", credits: 50 },
  { what: "role", roleId: "muted", credits: 0 },
  { what: "everyone", credits: 3 },
  { what: "booster bonus", credits: 7 },
];

describe("a tariff", () => {
  const dear: SettingChange = { what: "price", name: "most", value: 50 };

  test("is the server's for its own credits alone", async () => {
    const policy = await openPolicy([dear]);
    expect((await policy.offerTo(member)).tariff).toEqual({ framesPerCredit: 15, most: 50 });
    const outside = { ...member, guildId: undefined };
    expect((await policy.offerTo(outside)).tariff).toEqual({ framesPerCredit: 15, most: 6 });
  });

  test("is the bot's everywhere where the owner's cap counts all credits", async () => {
    const policy = await openPolicy([dear], 1000);
    expect((await policy.termsOf(member)).tariff).toEqual({ framesPerCredit: 15, most: 6 });
  });
});

describe("an allowance", () => {
  test.each<[string, Partial<Asker>, object]>([
    ["is that of everyone", {}, { credits: 3, from: "server" }],
    ["is that of the role", { roleIds: ["x", "artist"] }, { credits: 20, roleId: "artist" }],
    ["is the best role's", { roleIds: ["artist", "patron"] }, { credits: 50, roleId: "patron" }],
    ["is the role's also where that is less", { roleIds: ["muted"] }, { credits: 0, from: "role" }],
    ["grows by the bonus of boosters", { isBooster: true }, { credits: 10, bonus: 7 }],
    [
      "grows by it on top of a role's",
      { roleIds: ["artist"], isBooster: true },
      { credits: 27, roleId: "artist", bonus: 7 },
    ],
    [
      "is the bot's in another server",
      { guildId: "8", isBooster: true },
      { credits: 10, from: "bot" },
    ],
    [
      "is the bot's without a server, whatever the roles",
      { guildId: undefined, roleIds: ["patron"], isBooster: true },
      { credits: 10, from: "bot" },
    ],
  ])("%s", async (_, asker, expected) => {
    const policy = await openPolicy(everyRule);
    const allowance = await policy.allowanceOf({ ...member, ...asker });
    expect(allowance).toMatchObject(expected);
    const [payer] = await policy.payersOf({ ...member, ...asker });
    expect(payer).toMatchObject(allowance);
  });
});

describe("who pays", () => {
  test.each<[string, Asker, readonly SettingChange[], number | undefined, object[]]>([
    [
      "in a server: the person's account there, its pool and the owner's cap, in this order",
      member,
      [{ what: "pool", credits: 100 }],
      1000,
      [
        { account: "guild:7:1", purse: "person", credits: 10 },
        { account: "pool:7", purse: "pool", credits: 100 },
        { account: "owner", purse: "owner", credits: 1000 },
      ],
    ],
    [
      "in a server without limits: the person's account there",
      member,
      [],
      undefined,
      [{ account: "guild:7:1", purse: "person" }],
    ],
    [
      "elsewhere: the person's own account, and the cap",
      { ...member, guildId: undefined },
      [],
      5,
      [
        { account: "person:1", purse: "person" },
        { account: "owner", purse: "owner", credits: 5 },
      ],
    ],
  ])("%s", async (_, asker, changes, cap, expected) => {
    const payers = await (await openPolicy(changes, cap)).payersOf(asker);
    expect(payers).toMatchObject(expected);
    expect(payers).toHaveLength(expected.length);
  });

  test("is known of a job that was written before roles and pools counted", async () => {
    const old = jobRecord.parse({
      v: 1,
      id: "900",
      state: "submitted",
      revision: 4,
      createdAt: 1,
      updatedAt: 2,
      personId: "1",
      account: "guild:7:1",
      target: { url: "https://example.com/a.gif" },
      face: { url: "https://example.com/a.jpg" },
      reply: { applicationId: "1", token: "t", createdAt: 1, attachmentLimit: 1 },
      price: 2,
      frames: 20,
      attempt: 1,
    });
    expect(accountsOf(old)).toEqual(["guild:7:1"]);
    const [payer] = await (await openPolicy()).payersOf(askerOf(old));
    expect(payer.account).toBe("guild:7:1");
  });
});

test("a change of rules is written down once for each command, with from what to what", async () => {
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const rules = createServerRules(store.records("server", serverSettings), () => 5);
  const cause = { id: "c1", by: "9", why: "spring" };
  const change = { what: "role", roleId: "r", credits: 20 } as const;
  expect(await rules.change("7", change, cause)).toEqual({ before: null, after: 20 });
  expect(await rules.change("7", change, cause)).toEqual({ before: null, after: 20 });
  const off = { what: "role", roleId: "r", credits: undefined } as const;
  await rules.change("7", off, { ...cause, id: "c2" });
  const { roles, log } = await rules.get("7");
  expect(roles).toEqual({});
  expect(log).toEqual([
    { seq: 1, id: "c1", at: 5, by: "9", why: "spring", what: "role r", change: [null, 20] },
    { seq: 2, id: "c2", at: 5, by: "9", why: "spring", what: "role r", change: [20, null] },
  ]);
});
