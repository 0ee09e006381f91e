import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pageOf } from "./page.ts";
import { recordScreens } from "./record-screens.ts";
import { takePictures } from "./take-pictures.ts";

/**
 * `npm run screens`: plays what people do with the real bot against the stand-in of Discord, and saves what they see as
 * pictures under docs/screens. It takes Chromium (`CHROMIUM` names it where it is not /usr/bin/chromium).
 */
const folder = join("docs", "screens");
const screens = await recordScreens();
await mkdir(folder, { recursive: true });
await takePictures(
  screens.map(({ name, shown, names }) => ({
    path: join(folder, `${name}.png`),
    html: pageOf(shown, names),
  })),
);
process.stdout.write(screens.map(({ name }) => `${join(folder, `${name}.png`)}\n`).join(""));
