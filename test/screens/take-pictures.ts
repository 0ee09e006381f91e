import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createReadStream } from "node:fs";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import sharp from "sharp";

/** Debian's browser; nothing is downloaded. */
const browserPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** The folder of packages, from which the page loads discord-components and what they import. */
const modules = join(
  fileURLToPath(import.meta.resolve("@skyra/discord-components-core")),
  "../../../..",
);

export interface Picture {
  readonly path: string;
  readonly html: string;
}

/** Shows each page in a headless browser and saves it, cut to its content, at twice the size of a screen's pixels. */
export async function takePictures(pictures: readonly Picture[]): Promise<void> {
  const pages = new Map(pictures.map(({ html }, index) => [`/page/${index}`, html]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const html = pages.get(pathname);
    if (html !== undefined) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(html);
      return;
    }
    response.setHeader("content-type", "text/javascript");
    createReadStream(join(modules, normalize(pathname)))
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({
      deviceScaleFactor: 2,
      viewport: { width: 640, height: 400 },
      reducedMotion: "reduce",
    });
    for (const [index, { path }] of pictures.entries()) {
      await page.goto(`http://127.0.0.1:${port}/page/${index}`);
      await page.waitForFunction("globalThis.isReady === true");
      await page.evaluate("document.fonts.ready");
      const picture = await page.locator("discord-messages").screenshot({ animations: "disabled" });
      await sharp(picture).png({ palette: true, effort: 10 }).toFile(path);
    }
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
}
