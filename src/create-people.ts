import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { BotConfig } from "./config.ts";
import type { Logger } from "./core/logger.ts";
import { facePhotoRecord, facesOfPerson } from "./services/faces/face-records.ts";
import { createSavedFaces } from "./services/faces/saved-faces.ts";
import type { SavedFaces } from "./services/faces/saved-faces.ts";
import { createOpenForms, openForm } from "./services/menu/open-forms.ts";
import type { OpenForms } from "./services/menu/open-forms.ts";
import { createOptOuts, optOutRecord } from "./services/privacy/opt-outs.ts";
import type { OptOuts } from "./services/privacy/opt-outs.ts";
import { readOrMakeSecret } from "./storage/secret-file.ts";
import type { Store } from "./storage/store.ts";

export interface People {
  readonly faces: SavedFaces;
  readonly optOuts: OptOuts;
  readonly openForms: OpenForms;
}

export interface PeopleDeps {
  readonly config: Pick<BotConfig, "dataDir" | "facesKey" | "storeUrl">;
  readonly store: Store;
  readonly log: Logger;
}

const keyFile = "faces.key";

/** What people keep with us, and what they do not want. */
export function createPeople({ config, store, log }: PeopleDeps): People {
  const { dataDir, facesKey, storeUrl } = config;
  if (facesKey === undefined && !storeUrl.startsWith("sqlite:")) {
    log.warn(
      `Saved faces are encrypted with ${join(dataDir, keyFile)}; other bots on this store need the same FACES_KEY`,
    );
  }
  return {
    faces: createSavedFaces({
      people: store.records("faces", facesOfPerson),
      photos: store.records("facephoto", facePhotoRecord),
      key: async () => facesKey ?? (await readOrMakeSecret(join(dataDir, keyFile))),
      newId: () => randomBytes(6).toString("hex"),
      clock: Date.now,
      log,
    }),
    optOuts: createOptOuts(store.records("optout", optOutRecord), Date.now),
    openForms: createOpenForms(store.records("openform", openForm), Date.now),
  };
}
