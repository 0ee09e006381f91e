import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../src/core/errors.ts";
import { addKey, disableKey } from "../../src/storage/key-changes.ts";
import type { KeyRights } from "../../src/storage/key-changes.ts";
import { changeKeyFile, keyFileName } from "../../src/storage/key-file.ts";
import { ownKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";
import { startCallbackListener } from "./callback-listener.ts";
import { contractSuite } from "./contract-suite.ts";
import type { ContractSubject } from "./subject.ts";

/** Our own server over its real socket; the engine behind it does at once what it is asked. */
async function openServer(http: "mirror" | "always-200"): Promise<ContractSubject> {
  const listener = await startCallbackListener();
  let passedMs = 0;
  let failures = 0;
  let faces = 1;
  const server = await startFaceSwapServer({
    clock: () => Date.now() + passedMs,
    config: {
      httpStatus: http,
      creditsPerKey: 1000,
      mediaAllowedOrigins: [new URL(listener.callbackUrl).origin],
    },
  });
  void swapAtOnce(server, () => failures-- > 0);
  server.engine.answers.detectFaces = async () => ({
    width: 100,
    height: 80,
    frames: 1,
    faces: Array.from({ length: faces }, (_, index) => ({
      index,
      frame: 0,
      box: { x: 0, y: 0, width: 40, height: 40 },
      size: 40,
      seen: 1,
      crop: pngHeader(64 + index, 64),
    })),
  });
  const switchFile = join(server.dataDir, "maintenance");

  return {
    url: server.url,
    key: ownKey,
    http,
    media: { gif: tinyGif(), picture: pngHeader(), photo: pngHeader() },
    pollMs: 5,
    stage: {
      ...listener,
      newKey: ({ credits = null, callsPerWindow = null } = {}) =>
        makeKey(server, { credits, callsPerWindow }),
      disabledKey: () => makeKey(server, {}, true),
      setMaintenance(on) {
        if (on) writeFileSync(switchFile, "");
        else rmSync(switchFile);
      },
      offModel: "video-face-swap",
      passTime(ms) {
        passedMs += ms;
      },
      failNextTask() {
        failures = 1;
      },
      setFaces(count) {
        faces = count;
      },
    },
  };
}

async function swapAtOnce({ engine }: FaceSwapServer, fails: () => boolean): Promise<void> {
  for (let index = 0; ; index += 1) {
    const swap = await engine.swap(index);
    if (fails()) swap.fail(new UserError("NO_FACE_IN_TARGET"));
    else swap.succeed();
  }
}

let keysMade = 0;

async function makeKey(server: FaceSwapServer, rights: KeyRights, disabled = false) {
  let made = "";
  keysMade += 1;
  const name = `key-${keysMade}`;
  await changeKeyFile(join(server.dataDir, keyFileName), (keys) => {
    const { keys: next, key } = addKey(keys, name, rights, Date.now());
    made = key;
    return disabled ? disableKey(next, name, Date.now()) : next;
  });
  return made;
}

const all = new Set(["free", "spends", "stage"] as const);
contractSuite("our server, HTTP as the code,", () => openServer("mirror"), all);
contractSuite("our server, HTTP always 200,", () => openServer("always-200"), all);
