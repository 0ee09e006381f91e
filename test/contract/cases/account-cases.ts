import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { balance } from "../../../src/contract/account.ts";
import { creditEstimate, taskEstimate } from "../../../src/contract/estimate.ts";
import { uploadTarget } from "../../../src/contract/files.ts";
import { modelDetails, modelList } from "../../../src/contract/models.ts";
import { paths } from "../../../src/contract/paths.ts";
import { ask, create, ended, gifTask, uploadGif, uploadPhoto } from "../subject.ts";
import type { ContractCase, ContractSubject } from "../subject.ts";

async function balanceOf(api: ContractSubject): Promise<number> {
  return balance.parse((await ask(api, 200, paths.balance)).data).balance;
}

const uploadQuery = `${paths.uploadUrl}?content_type=image%2Fgif&ext=.gif`;

/** Credits, prices, models, files. */
export const accountCases: readonly ContractCase[] = [
  {
    title: "the balance is a number",
    facts: ["balance:number"],
    needs: "free",
    run: async (api) => expect(await balanceOf(api)).toBeTypeOf("number"),
  },
  {
    title: "estimate-credits tells the price and whether it is settled later",
    facts: ["estimate:documented", "estimate:free"],
    needs: "free",
    run: async (api) => {
      const before = await balanceOf(api);
      const { data } = await ask(api, 200, paths.estimateCredits, { body: await gifTask(api) });
      const { credits, estimated } = creditEstimate.parse(data);
      expect(credits).toBeGreaterThan(0);
      expect(estimated).toBeTypeOf("boolean");
      expect(await balanceOf(api)).toBe(before);
    },
  },
  {
    title: "EstimateTask tells the price, the balance and whether it is enough",
    facts: ["estimate:vendor", "estimate:free"],
    needs: "free",
    run: async (api) => {
      const { data } = await ask(api, 200, paths.estimateTask, { body: await gifTask(api) });
      const { estimated_credits, balance: credits, affordable } = taskEstimate.parse(data);
      expect(affordable).toBe(credits >= estimated_credits);
    },
  },
  {
    title: "both estimates and the task name one price",
    facts: ["estimate:documented", "estimate:vendor", "task:consumed"],
    needs: "spends",
    run: async (api) => {
      const body = await gifTask(api);
      const documented = await ask(api, 200, paths.estimateCredits, { body });
      const vendors = await ask(api, 200, paths.estimateTask, { body });
      const { credits, estimated } = creditEstimate.parse(documented.data);
      expect(taskEstimate.parse(vendors.data).estimated_credits).toBe(credits);
      const task = await ended(api, await create(api, body));
      if (!estimated) expect(task.credits).toBe(credits);
    },
  },
  {
    title: "Models lists the models by id",
    facts: ["models:list", "create:models"],
    needs: "free",
    run: async (api) => {
      const { data } = await ask(api, 200, paths.models);
      const ids = modelList.parse(data).models.map(({ model }) => model);
      expect(ids).toContain("gif-face-swap");
    },
  },
  {
    title: "a model has a JSON Schema that takes its input and refuses one with a field less",
    facts: ["models:schema", "create:required"],
    needs: "free",
    run: async (api) => {
      const { data } = await ask(api, 200, `${paths.models}/gif-face-swap`);
      const { input_schema, required_input_fields, model } = modelDetails.parse(data);
      expect(model).toBe("gif-face-swap");
      expect(required_input_fields.toSorted()).toEqual(["new_face", "video_url"]);
      const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
      const fits = ajv.compile(input_schema);
      const url = "https://media.invalid/x";
      expect(fits({ video_url: url, new_face: url })).toBe(true);
      expect(fits({ video_url: url })).toBe(false);
    },
  },
  {
    title: "a model that there is not is 404",
    facts: ["models:schema", "answer:unknown-path"],
    needs: "free",
    run: async (api) => void (await ask(api, 404, `${paths.models}/no-such-model`)),
  },
  {
    title: "every upload has a pair of URLs of its own",
    facts: ["upload:pair", "upload:pair-each"],
    needs: "free",
    run: async (api) => {
      const first = uploadTarget.parse((await ask(api, 200, uploadQuery)).data);
      const second = uploadTarget.parse((await ask(api, 200, uploadQuery)).data);
      expect(new Set([first.presigned_url, second.presigned_url]).size).toBe(2);
      expect(new Set([first.file_url, second.file_url]).size).toBe(2);
    },
  },
  {
    title: "an upload needs the content type and no key, and can be named as an input",
    facts: ["upload:put", "upload:pair"],
    needs: "spends",
    run: async (api) => {
      const input = { video_url: await uploadGif(api), new_face: await uploadPhoto(api) };
      const task = await ended(api, await create(api, { model: "gif-face-swap", input }));
      expect(task.status).toBe("success");
    },
  },
  {
    title: "upload-url without a content type is 422",
    facts: ["upload:pair", "invalid:shape"],
    needs: "free",
    run: async (api) => void (await ask(api, 422, `${paths.uploadUrl}?ext=.gif`)),
  },
];
