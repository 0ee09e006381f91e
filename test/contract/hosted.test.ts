import { faceModels } from "../support/face-models.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";
import { contractSuite } from "./contract-suite.ts";
import type { ContractCase, ContractSubject } from "./subject.ts";

const { CONTRACT_API_KEY: key, CONTRACT_API_URL: url, CONTRACT_API_SPEND: spend } = process.env;

/**
 * The hosted API, or any other that is named. Without CONTRACT_API_KEY all of it is skipped; without
 * CONTRACT_API_SPEND=yes only what costs nothing is asked.
 */
const may = new Set<ContractCase["needs"]>(
  key ? (spend === "yes" ? ["free", "spends"] : ["free"]) : [],
);

async function openHosted(): Promise<ContractSubject> {
  const { mesh } = await faceModels();
  const photo = await sampleFace(mesh);
  return {
    url: url ?? "https://api.crun.ai",
    key: key ?? "",
    http: "either",
    media: { gif: sampleGif(mesh, { frames: 8, side: 256 }), picture: photo, photo },
    pollMs: 5_000,
    stage: undefined,
  };
}

contractSuite("the API that CONTRACT_API_KEY opens", openHosted, may);
