import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import { startHttp } from "../support/http-server.ts";
import { gifOf } from "../support/make-gif.ts";
import { landscape } from "../support/pictures.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { runServerProgram, withModels } from "../support/server-program.ts";
import { tempDir } from "../support/temp-dir.ts";
import { startWorld } from "../support/world.ts";

const apiKey = "ak_a-key-that-nobody-may-see";
const dayMs = 24 * 60 * 60 * 1000;
/** What people typed, named and are called: words that appear nowhere else. */
const theirs = {
  gifName: "my-holiday-dance.gif",
  faceName: "portrait-of-aunt-erna.png",
  person: "Hieronymus",
  path: "secret-party-album",
  query: "whom-i-searched-for",
};

/** The bot and the server as programs of their own, both with a talkative log, and a host of media. */
async function startPrograms() {
  const { gif, face } = await sampleInputs(2);
  const host = await startHttp((request, response) => {
    if (request.url?.includes("page")) response.end("<!doctype html><title>A page</title>");
    else if (request.url?.includes("gone")) response.writeHead(410).end();
    else response.end(gif.bytes);
  });
  const dataDir = withModels(tempDir());
  const server = runServerProgram({
    SERVER_API_KEYS: apiKey,
    SERVER_PORT: "0",
    SERVER_RATE_LIMIT: "0",
    ENGINE_PROCESSES: "1",
    DATA_DIR: dataDir,
    LOG_LEVEL: "trace",
  });
  const world = await startWorld({
    origins: [host.origin],
    env: { SWAP_API_URL: await server.url, SWAP_API_KEY: apiKey, LOG_LEVEL: "trace" },
  });
  const user = { id: "304444444444444444", name: theirs.person };
  const link = (path: string) =>
    `${host.origin}/${theirs.path}/${path}?q=${theirs.query}&signature=0a1b2c3d4e5f`;
  return {
    world,
    server,
    dataDir,
    gif: { ...gif, name: theirs.gifName },
    face: { ...face, name: theirs.faceName },
    link,
    type: (options: Parameters<typeof world.discord.slash>[1]) =>
      world.discord.slash("faceswap", options, { user }),
  };
}

test("neither log says a secret, a token, a signed link or what people gave, through success and many failures", async () => {
  const programs = await startPrograms();
  await using world = programs.world;
  const { server, dataDir, gif, face, link, type } = programs;
  const nobody = { ...gif, bytes: gifOf([landscape(120, 90)]) };
  const ended = world.discord.post(gif, -dayMs);

  const typed: InteractionHandle[] = [];
  /** Types the command and waits for its last word. */
  async function end(options: Parameters<typeof type>[0]): Promise<string> {
    const reply = type(options);
    typed.push(reply);
    const said = await reply.shows(
      ({ content, loading }) => !loading && content !== "" && !/…$|[▰▱]/m.test(content),
    );
    return said.content;
  }

  // Discord refuses an edit once, so that an error of its API with all that hangs on it is logged.
  world.discord.faults.push({ method: "PATCH", path: /@original/, status: 400, code: 50_035 });
  expect(await end({ gif, face })).toContain("9 left");
  expect(await end({ link: link("dance.gif"), face })).toContain("8 left");
  expect(await end({ link: ended, face })).toContain("7 left");
  expect(await end({ link: link("page"), face })).toContain("opens a page of 127.0.0.1");
  expect(await end({ link: link("gone.gif"), face })).toContain("does not answer");
  const inside = `http://192.168.0.7/${theirs.path}?q=${theirs.query}`;
  expect(await end({ link: inside, face })).toContain("private network");
  expect(await end({ gif: nobody, face })).toContain("no face in that GIF");
  expect(await end({ gif, face: { ...face, bytes: Buffer.from("no picture") } })).toContain(
    "not a picture I can read",
  );
  const results = typed.flatMap(({ original }) => original?.attachments ?? []);
  expect(results).toHaveLength(3);
  expect(await world.bot.stop()).toBe(0);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);

  const logs = { bot: world.bot.log.join("\n"), server: server.output() };
  expect(logs.bot).toMatch(/A progress edit failed|trying again/);
  expect(logs.server).toContain("CreateTask");
  const stored = readdirSync(join(dataDir, "media"), { recursive: true, encoding: "utf8" })
    .map((path) => basename(path))
    .filter((name) => /^[\w-]{43}\./.test(name));
  const secrets = [
    world.discord.token,
    apiKey,
    ...typed.map(({ token }) => token),
    ...[ended, ...results.map(({ url }) => url)].map((url) => new URL(url).searchParams.get("hm")),
    // Whoever knows the name of a stored file can read it.
    ...stored,
    ...Object.values(theirs),
    "0a1b2c3d4e5f",
  ];
  expect(stored.length).toBeGreaterThan(6);
  for (const [program, log] of Object.entries(logs)) {
    const found = secrets.filter((secret) => secret === null || log.includes(secret));
    expect({ program, found }).toEqual({ program, found: [] });
    // Nothing of the kind that this test does not know: signatures of uploads, queries, tokens in paths.
    expect(log.match(/[?&][\w-]+=(?!…)[^\s"]{6,}/g)).toBeNull();
    expect(log.match(/\/[\w-]{40,}/g)).toBeNull();
    expect(log.match(/requestBody|payload_json|x-api-key/gi)).toBeNull();
  }
}, 240_000);
