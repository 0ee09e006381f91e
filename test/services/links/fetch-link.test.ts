import { describe, expect, test } from "vitest";
import { createFetchLink } from "../../../src/services/links/fetch-link.ts";
import { startSmallWeb } from "../../support/small-web.ts";
import type { SmallAnswer } from "../../support/small-web.ts";
import { tinyGif } from "../../support/tiny-media.ts";

const gif = tinyGif();
const large = Buffer.concat([gif, Buffer.alloc(5000)]);
const mp4 = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isom", "latin1");
const maxBytes = 1000;

const hosts = [
  ..."tenor.com www.tenor.com media.tenor.com media1.tenor.com c.tenor.com".split(" "),
  ..."giphy.com media.giphy.com media2.giphy.com i.giphy.com gph.is".split(" "),
  ..."klipy.com static.klipy.com imgur.com i.imgur.com images-ext-1.discordapp.net".split(" "),
  "somewhere.example",
];

async function fetchIn(answers: Record<string, SmallAnswer>, address: string) {
  const web = await startSmallWeb(hosts, answers);
  const fetchLink = createFetchLink({
    downloader: web.downloader,
    discord: { cdnUrl: "https://cdn.discordapp.com", refresh: async () => undefined },
    clock: Date.now,
  });
  const fetched = fetchLink(web.link(address), { maxBytes, signal: AbortSignal.timeout(10_000) });
  return { fetched, asked: web.asked };
}

const meta = (property: string, content: string) =>
  `<meta property="${property}" content="${content}">`;

interface Row {
  readonly what: string;
  readonly link: string;
  readonly web: Record<string, SmallAnswer>;
  /** What is asked for, in this order; the last one has the file. */
  readonly asks: readonly string[];
  readonly gives?: Uint8Array;
}

const rows: readonly Row[] = [
  {
    what: "a file",
    link: "somewhere.example/a.gif?size=1",
    web: { "somewhere.example/a.gif?size=1": gif },
    asks: ["somewhere.example/a.gif?size=1"],
  },
  {
    what: "a Tenor page: its address with .gif behind it redirects to the file",
    link: "tenor.com/view/cat-dance-party-gif-2718281",
    web: {
      "tenor.com/view/cat-dance-party-gif-2718281.gif": {
        moved: "media1.tenor.com/m/Zq8xWvUtSrQAAAAC/cat-dance.gif",
      },
      "media1.tenor.com/m/Zq8xWvUtSrQAAAAC/cat-dance.gif": gif,
    },
    asks: [
      "tenor.com/view/cat-dance-party-gif-2718281.gif",
      "media1.tenor.com/m/Zq8xWvUtSrQAAAAC/cat-dance.gif",
    ],
  },
  {
    what: "a Tenor page in another language, with a question mark behind it",
    link: "tenor.com/pt-BR/view/gato-31415926?utm_source=share",
    web: { "tenor.com/pt-BR/view/gato-31415926.gif": gif },
    asks: ["tenor.com/pt-BR/view/gato-31415926.gif"],
  },
  {
    what: "a Tenor page that does not redirect but names its file",
    link: "tenor.com/view/cat-1",
    web: {
      "tenor.com/view/cat-1.gif": { page: "<title>Cat</title>" },
      "tenor.com/view/cat-1": {
        page:
          meta("og:image", "//media1.tenor.com/m/still.png") +
          meta("og:video", "//media.tenor.com/AbCdEfGhAAAPo/cat.mp4") +
          meta("og:image", "//media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif"),
      },
      "media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif": gif,
    },
    asks: [
      "tenor.com/view/cat-1.gif",
      "tenor.com/view/cat-1",
      "media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif",
    ],
  },
  {
    what: "a short Tenor link",
    link: "tenor.com/bXyZ1.gif",
    web: {
      "tenor.com/bXyZ1.gif": { moved: "c.tenor.com/AbCdEfGhAAAAC/tenor.gif" },
      "c.tenor.com/AbCdEfGhAAAAC/tenor.gif": gif,
    },
    asks: ["tenor.com/bXyZ1.gif", "c.tenor.com/AbCdEfGhAAAAC/tenor.gif"],
  },
  {
    what: "the video of a Tenor embed",
    link: "media.tenor.com/AbCdEfGhAAAPo/cat.mp4",
    web: { "c.tenor.com/AbCdEfGhAAAAC/tenor.gif": gif },
    asks: ["c.tenor.com/AbCdEfGhAAAAC/tenor.gif"],
  },
  {
    what: "the video of a Tenor embed whose GIF is gone",
    link: "media.tenor.com/AbCdEfGhAAAPo/cat.mp4",
    web: { "media.tenor.com/AbCdEfGhAAAPo/cat.mp4": mp4 },
    asks: [
      "c.tenor.com/AbCdEfGhAAAAC/tenor.gif",
      "c.tenor.com/AbCdEfGhAAAAd/tenor.gif",
      "c.tenor.com/AbCdEfGhAAAAM/tenor.gif",
      "media.tenor.com/AbCdEfGhAAAPo/cat.mp4",
    ],
    gives: mp4,
  },
  {
    what: "a Tenor GIF that is too large, in its smaller version",
    link: "media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif",
    web: {
      "media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif": large,
      "c.tenor.com/AbCdEfGhAAAAC/tenor.gif": large,
      "c.tenor.com/AbCdEfGhAAAAd/tenor.gif": gif,
    },
    asks: [
      "media1.tenor.com/m/AbCdEfGhAAAAC/cat.gif",
      "c.tenor.com/AbCdEfGhAAAAC/tenor.gif",
      "c.tenor.com/AbCdEfGhAAAAd/tenor.gif",
    ],
  },
  {
    what: "a Tenor embed",
    link: "tenor.com/embed/2718281",
    web: {
      "tenor.com/embed/2718281": {
        page: `<script type="application/ld+json">{"contentUrl":"//media.tenor.com/AbCdEfGhAAAAC/cat.gif"}</script>`,
      },
      "media.tenor.com/AbCdEfGhAAAAC/cat.gif": gif,
    },
    asks: ["tenor.com/embed/2718281", "media.tenor.com/AbCdEfGhAAAAC/cat.gif"],
  },
  ...[
    "giphy.com/gifs/happy-cat-dance-l0MYtZq9abcDEF",
    "giphy.com/gifs/l0MYtZq9abcDEF",
    "giphy.com/embed/l0MYtZq9abcDEF",
    "giphy.com/stickers/cat-l0MYtZq9abcDEF/",
    "giphy.com/clips/studio-cat-l0MYtZq9abcDEF",
    "i.giphy.com/l0MYtZq9abcDEF.webp",
    "media2.giphy.com/media/v1.Y2lkPTc5MGI3NjExabc/l0MYtZq9abcDEF/giphy.mp4",
    "media2.giphy.com/media/l0MYtZq9abcDEF/200w.webp?cid=1",
  ].map((link) => ({
    what: `the Giphy link ${link}`,
    link,
    web: { "media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif": gif },
    asks: ["media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif"],
  })),
  {
    what: "a Giphy GIF that is too large, in its smaller version",
    link: "giphy.com/gifs/l0MYtZq9abcDEF",
    web: {
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif": large,
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy-downsized-large.gif": { status: 404 },
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy-downsized.gif": gif,
    },
    asks: [
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif",
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy-downsized-large.gif",
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy-downsized.gif",
    ],
  },
  {
    what: "a short Giphy link",
    link: "gph.is/2abcDEF",
    web: {
      "gph.is/2abcDEF": { moved: "giphy.com/gifs/cat-l0MYtZq9abcDEF" },
      "giphy.com/gifs/cat-l0MYtZq9abcDEF": { page: "<title>Cat</title>" },
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif": gif,
    },
    asks: [
      "gph.is/2abcDEF",
      "giphy.com/gifs/cat-l0MYtZq9abcDEF",
      "media.giphy.com/media/l0MYtZq9abcDEF/giphy.gif",
    ],
  },
  {
    what: "a Klipy page",
    link: "klipy.com/gifs/cat-dance",
    web: {
      "klipy.com/gifs/cat-dance": {
        page:
          `<meta content='//static.klipy.com/ii/aa/bb/cat.webp' property='og:image'/>` +
          meta("og:video:secure_url", "//static.klipy.com/ii/aa/bb/cat.mp4?a=1&amp;b=2") +
          meta("twitter:image", "//static.klipy.com/ii/aa/bb/cat.gif"),
      },
      "static.klipy.com/ii/aa/bb/cat.gif": { status: 403 },
      "static.klipy.com/ii/aa/bb/cat.mp4?a=1&b=2": mp4,
    },
    asks: [
      "klipy.com/gifs/cat-dance",
      "static.klipy.com/ii/aa/bb/cat.gif",
      "static.klipy.com/ii/aa/bb/cat.mp4?a=1&b=2",
    ],
    gives: mp4,
  },
  {
    what: "a file of Klipy",
    link: "static.klipy.com/ii/aa/bb/cat.gif",
    web: { "static.klipy.com/ii/aa/bb/cat.gif": gif },
    asks: ["static.klipy.com/ii/aa/bb/cat.gif"],
  },
  {
    what: "an Imgur gifv",
    link: "i.imgur.com/aBcDe12.gifv",
    web: { "i.imgur.com/aBcDe12.gif": gif },
    asks: ["i.imgur.com/aBcDe12.gif"],
  },
];

describe("a link to", () => {
  test.each(rows)("$what gives the file", async ({ link, web, asks, gives }) => {
    const { fetched, asked } = await fetchIn(web, link);
    expect(Buffer.from(await fetched)).toEqual(Buffer.from(gives ?? gif));
    expect(asked).toEqual(asks);
  });

  test("Discord's copy of somebody else's GIF gives the original", async () => {
    const web = await startSmallWeb(hosts, { "somewhere.example/a.gif": gif });
    const { port } = new URL(web.link("somewhere.example/"));
    const fetchLink = createFetchLink({
      downloader: web.downloader,
      discord: { cdnUrl: "https://cdn.discordapp.com", refresh: async () => undefined },
      clock: Date.now,
    });
    const copy = `https://images-ext-1.discordapp.net/external/s1gn-ature/http/somewhere.example:${port}/a.gif`;
    const bytes = await fetchLink(copy, { maxBytes, signal: AbortSignal.timeout(10_000) });
    expect(Buffer.from(bytes)).toEqual(Buffer.from(gif));
    expect(web.asked).toEqual(["somewhere.example/a.gif"]);
  });
});

describe("a link that gives nothing", () => {
  test.each<[string, string, Record<string, SmallAnswer>, object]>([
    [
      "to a page of an unknown host names the host",
      "somewhere.example/cat",
      { "somewhere.example/cat": { page: meta("og:image", "//somewhere.example/cat.gif") } },
      { code: "LINK_NOT_MEDIA", facts: { host: "somewhere.example" } },
    ],
    [
      "to a page of a known host that names no file names the host",
      "klipy.com/gifs/none",
      { "klipy.com/gifs/none": { page: "<title>Nothing</title>" } },
      { code: "LINK_NOT_MEDIA", facts: { host: "klipy.com" } },
    ],
    [
      "to a page that names files of other hosts alone names the host, and asks for none of them",
      "klipy.com/gifs/away",
      {
        "klipy.com/gifs/away": { page: meta("og:image", "//somewhere.example/secret.gif") },
        "somewhere.example/secret.gif": gif,
      },
      { code: "LINK_NOT_MEDIA", facts: { host: "klipy.com" } },
    ],
    [
      "to a GIF that is too large in every version says so",
      "giphy.com/gifs/l0MYtZq9abcDEF",
      Object.fromEntries(
        ["giphy", "giphy-downsized-large", "giphy-downsized", "200"].map((version) => [
          `media.giphy.com/media/l0MYtZq9abcDEF/${version}.gif`,
          large,
        ]),
      ),
      { code: "MEDIA_TOO_LARGE", facts: { limit: maxBytes } },
    ],
    [
      "to a page that is gone is dead",
      "tenor.com/view/gone-1",
      {},
      { code: "LINK_DEAD", facts: { status: 404 } },
    ],
  ])("%s", async (_, link, web, error) => {
    const { fetched, asked } = await fetchIn(web, link);
    await expect(fetched).rejects.toMatchObject(error);
    expect(asked.filter((address) => address.includes("secret"))).toEqual([]);
  });

  test("stops with the caller's reason", async () => {
    const web = await startSmallWeb(hosts, { "tenor.com/view/slow-1.gif": gif });
    const fetchLink = createFetchLink({
      downloader: web.downloader,
      discord: { cdnUrl: "https://cdn.discordapp.com", refresh: async () => undefined },
      clock: Date.now,
    });
    const stop = new AbortController();
    const reason = new Error("enough");
    const fetched = fetchLink(web.link("tenor.com/view/slow-1"), { maxBytes, signal: stop.signal });
    stop.abort(reason);
    await expect(fetched).rejects.toBe(reason);
  });
});
