import { readFileSync } from "node:fs";
import { z } from "zod";
import type { AboutFacts } from "./commands/about-facts.ts";
import type { BotConfig } from "./config.ts";

const packageFile = z.object({ version: z.string() });

/** What the bot says about itself; the version is that of the package, which lies beside `src` and `dist`. */
export function aboutFacts({ swapApi, about }: BotConfig): AboutFacts {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { version } = packageFile.parse(JSON.parse(text));
  return { ...about, version, swapHost: swapApi && new URL(swapApi.url).host };
}
