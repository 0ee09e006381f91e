import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../support/temp-dir.ts";
import { lossesOfKills } from "./random-kills.ts";

test("a hundred kills at random under load lose no acked job and no credit where one process has the store", async () => {
  expect(await lossesOfKills(`sqlite:${join(tempDir(), "bot.sqlite")}`, 60_000)).toEqual([]);
});
