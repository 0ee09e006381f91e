import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { startFakeProvider } from "../support/fake-provider.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";
import { startCallbackListener } from "./callback-listener.ts";
import { contractSuite } from "./contract-suite.ts";
import type { ContractSubject } from "./subject.ts";

async function openFake(http: "mirror" | "always-200"): Promise<ContractSubject> {
  const provider = await startFakeProvider(tinyGif());
  onTestFinished(() => provider.close());
  provider.mode = http === "mirror" ? "mirrored" : http;
  const { rules } = provider;
  let passedMs = 0;
  rules.clock = () => Date.now() + passedMs;

  const makeKey = (state: { credits?: number; callsPerWindow?: number; enabled?: boolean }) => {
    const key = `ak_${randomBytes(24).toString("base64url")}`;
    const { credits = 812.5, callsPerWindow = Infinity, enabled = true } = state;
    rules.keys.set(key, { credits, callsPerWindow, enabled, calls: 0 });
    return key;
  };
  return {
    url: provider.origin,
    key: provider.apiKey,
    http,
    media: { gif: tinyGif(), picture: pngHeader(), photo: pngHeader() },
    pollMs: 2,
    stage: {
      newKey: async (rights = {}) => makeKey(rights),
      disabledKey: async () => makeKey({ enabled: false }),
      setMaintenance(on) {
        rules.maintenance = on;
      },
      offModel: "video-face-swap",
      passTime(ms) {
        passedMs += ms;
      },
      failNextTask() {
        provider.nextEnd = { status: "failed", message: "No face detected" };
      },
      setFaces(count) {
        rules.faces = count;
      },
      ...(await startCallbackListener()),
    },
  };
}

const all = new Set(["free", "spends", "stage"] as const);
contractSuite("the fake provider, HTTP as the code,", () => openFake("mirror"), all);
contractSuite("the fake provider, HTTP always 200,", () => openFake("always-200"), all);
