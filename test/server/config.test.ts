import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/core/errors.ts";
import { loadServerConfig } from "../../src/server/config.ts";

const keys = "first-key-of-sixteen, second-key-of-sixteen";

describe("the settings of the server", () => {
  test("need nothing: keys may also be made by hand while it runs", () => {
    const { config } = loadServerConfig({ SERVER_API_KEYS: " , ", DATA_DIR: "/srv" }, 1);
    expect(config).toMatchObject({ keys: [], keyFile: "/srv/api-keys.json" });
  });

  test("have defaults for everything", () => {
    const { config, logLevel, secrets } = loadServerConfig({ SERVER_API_KEYS: keys }, 8);
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 8787,
      storeUrl: "sqlite:data/server.sqlite",
      engineProcesses: 4,
      publicUrl: undefined,
      creditsPerKey: undefined,
      callsPerWindow: 20,
      maxUnfinishedPerKey: 16,
      httpStatus: "mirror",
    });
    expect(logLevel).toBe("info");
    expect(secrets).toEqual(["first-key-of-sixteen", "second-key-of-sixteen"]);
    expect(new Set(config.keys.map(({ account }) => account)).size).toBe(2);
    expect(JSON.stringify(config.keys.map(({ account }) => account))).not.toContain("key-of");
  });

  test("take origins in any spelling", () => {
    const env = { SERVER_API_KEYS: keys, MEDIA_ALLOWED_ORIGINS: "http://CDN:80/x, https://a.b" };
    const { config } = loadServerConfig(env, 1);
    expect(config.mediaAllowedOrigins).toEqual(["http://cdn", "https://a.b"]);
  });

  test.each([
    [{ SERVER_API_KEYS: "short" }, "SERVER_API_KEYS"],
    [{ SERVER_API_KEYS: keys, SERVER_HTTP_STATUS: "maybe" }, "SERVER_HTTP_STATUS"],
    [{ SERVER_MAX_UNFINISHED: "0" }, "SERVER_MAX_UNFINISHED"],
    [{ SERVER_API_KEYS: keys, SERVER_PORT: "70000" }, "SERVER_PORT"],
    [{ SERVER_API_KEYS: keys, SERVER_CREDITS_PER_KEY: "-1" }, "SERVER_CREDITS_PER_KEY"],
    [{ SERVER_API_KEYS: keys, PUBLIC_URL: "ftp://x" }, "PUBLIC_URL"],
    [{ SERVER_API_KEYS: keys, MEDIA_ALLOWED_ORIGINS: "x" }, "MEDIA_ALLOWED_ORIGINS"],
    [{ SERVER_API_KEYS: keys, ENGINE_PROCESSES: "many" }, "ENGINE_PROCESSES"],
  ])("refuse %j and name the variable", (env, name) => {
    expect(() => loadServerConfig(env, 1)).toThrow(ConfigError);
    expect(() => loadServerConfig(env, 1)).toThrow(name);
  });
});
