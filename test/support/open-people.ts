import { randomBytes } from "node:crypto";
import type { Clock } from "../../src/core/clock.ts";
import { createLogger } from "../../src/core/logger.ts";
import { facePhotoRecord, facesOfPerson } from "../../src/services/faces/face-records.ts";
import { createSavedFaces } from "../../src/services/faces/saved-faces.ts";
import { createOpenForms, openForm } from "../../src/services/menu/open-forms.ts";
import { createOptOuts, optOutRecord } from "../../src/services/privacy/opt-outs.ts";
import type { Store } from "../../src/storage/store.ts";

/** The same in every process of a test run. */
const testKey = Buffer.alloc(32, 7);

/** What people keep and do not want, on a store. */
export function openPeople(store: Store, clock: Clock = Date.now, key: Buffer = testKey) {
  return {
    faces: createSavedFaces({
      people: store.records("faces", facesOfPerson),
      photos: store.records("facephoto", facePhotoRecord),
      key: async () => key,
      newId: () => randomBytes(6).toString("hex"),
      clock,
      log: createLogger({ level: "silent" }),
    }),
    optOuts: createOptOuts(store.records("optout", optOutRecord), clock),
    openForms: createOpenForms(store.records("openform", openForm), clock),
  };
}
