import { join } from "node:path";
import { Events } from "discord.js";
import type { REST } from "discord.js";
import { onTestFinished } from "vitest";
import type {
  Command,
  CommandServices,
  Form,
  MessageCommand,
  SwapJobs,
} from "../../../src/commands/command.ts";
import { createResultServices } from "../../../src/create-results.ts";
import { commands, components, forms, messageCommands } from "../../../src/commands/index.ts";
import type { Clock } from "../../../src/core/clock.ts";
import { createConsent } from "../../../src/create-consent.ts";
import { createPersonalDataOn } from "../../../src/create-personal-data.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createChannelPost } from "../../../src/discord/channel-post.ts";
import { createDiscordClient, listen } from "../../../src/discord/client.ts";
import { createDispatcher } from "../../../src/discord/dispatch.ts";
import { accountRecord } from "../../../src/services/account-record.ts";
import { createAllowancePolicy } from "../../../src/services/allowance.ts";
import { createCreditDesk } from "../../../src/services/credit-desk.ts";
import type { SwapRequest } from "../../../src/services/job-record.ts";
import type { ConsentDesk } from "../../../src/services/consent/consent-desk.ts";
import type { SavedFaces } from "../../../src/services/faces/saved-faces.ts";
import type { TakePhoto } from "../../../src/services/faces/take-photo.ts";
import { createFilePlaces } from "../../../src/services/file-places.ts";
import { createLedger } from "../../../src/services/ledger.ts";
import type { Ledger } from "../../../src/services/ledger.ts";
import { createMayUse } from "../../../src/services/may-use.ts";
import { createServerRules } from "../../../src/services/server-rules.ts";
import { serverSettings } from "../../../src/services/server-settings.ts";
import type { ServerRules } from "../../../src/services/server-rules.ts";
import type { Store } from "../../../src/storage/store.ts";
import type { Results } from "../../../src/services/results/results.ts";
import type { ForgetJobs } from "../../../src/services/privacy/forget-jobs.ts";
import type { OptOuts } from "../../../src/services/privacy/opt-outs.ts";
import type { ReadMarks } from "../../../src/services/read-marks.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { openPeople } from "../open-people.ts";
import { tempDir } from "../temp-dir.ts";
import { startDiscordStandIn } from "./discord-stand-in.ts";
import type { DiscordStandIn } from "./discord-stand-in.ts";
import { createOpenApiCheck, openApiPath } from "./openapi-check.ts";

/** The skin of the bot, logged in to a stand-in of Discord. */
export interface TestBot {
  readonly discord: DiscordStandIn;
  /** What reached the job machine's place, in order: `create`, `acked`, `dropped`. */
  readonly steps: string[];
  readonly requested: SwapRequest[];
  /** `command outcome`, one an interaction. */
  readonly outcomes: string[];
  /** The bot's own connection to Discord's REST API. */
  readonly rest: REST;
  /** Every line that was logged, parsed. */
  readonly logged: Record<string, unknown>[];
  /** The credits behind the commands, in a store of this bot's own: 10 a day. */
  readonly ledger: Ledger;
  readonly rules: ServerRules;
  readonly results: Results;
  readonly store: Store;
  readonly faces: SavedFaces;
  readonly optOuts: OptOuts;
  readonly consent: ConsentDesk;
  /** What asks people, once more, as after a restart. */
  readonly openConsent: () => ConsentDesk;
}

export interface TestBotOptions {
  /** Instead of jobs that are taken and do nothing. */
  swaps?: Partial<SwapJobs>;
  commands?: readonly Command[];
  /** What `/about` says; a version and nothing else unless told. */
  about?: CommandServices["about"];
  /** The owner's channel for reports. */
  reportsChannelId?: string;
  messageCommands?: readonly MessageCommand[];
  forms?: readonly Form[];
  /** Instead of taking every photo as it is. */
  takePhoto?: TakePhoto;
  /** The owner's cap on what all spend together. */
  creditsCap?: number;
  /** Instead of having no jobs to forget. */
  forgetJobs?: ForgetJobs;
  /** What time it is for questions. */
  clock?: Clock;
  /** Instead of finding no mark in any file. */
  readMarks?: ReadMarks;
  /** How long a command waits for one of its two places for files. */
  filePlaceWaitMs?: number;
}

const unmarked: ReadMarks = async () => ({ aiEdited: false, madeHere: false });
/** What a photo that is kept becomes. */
const photo = Buffer.from("a photo");

const openApi = openApiPath === undefined ? undefined : createOpenApiCheck(openApiPath);

/** What Discord's API description says against the requests so far; nothing where it is not present. */
export function apiFindings(discord: DiscordStandIn): readonly string[] {
  return openApi?.findings(discord.requests) ?? [];
}

/** Ends with the test. */
export async function startTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const discord = await startDiscordStandIn();
  const steps: string[] = [];
  const requested: SwapRequest[] = [];
  const outcomes: string[] = [];
  const closers: (() => Promise<unknown> | void)[] = [];
  const logged: Record<string, unknown>[] = [];

  const swaps: SwapJobs = {
    async create(request) {
      await mayUse(request);
      steps.push("create");
      if (requested.some((known) => known.id === request.id)) return false;
      requested.push(request);
      return true;
    },
    async markAcked() {
      steps.push("acked");
    },
    async checkReveal() {
      steps.push("check");
    },
    async reveal(jobId) {
      steps.push(`reveal ${jobId}`);
    },
    waiting: async () => [],
    async checkPress() {
      steps.push("check");
    },
    async agree(jobId) {
      steps.push(`agree ${jobId}`);
    },
    async editQuote(jobId) {
      steps.push(`edit ${jobId}`);
    },
    async cancel(jobId) {
      steps.push(`cancel ${jobId}`);
    },
    async drop() {
      steps.push("dropped");
    },
    ...options.swaps,
  };
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  const ledger = createLedger({
    records: store.records("account", accountRecord),
    clock: Date.now,
    period: "day",
    timeZone: "UTC",
  });
  const rules = createServerRules(store.records("server", serverSettings), Date.now);
  const allowances = createAllowancePolicy({
    rules,
    creditsPerPeriod: 10,
    creditsCap: options.creditsCap,
  });
  const kept = openPeople(store);
  const write = (line: string) => void logged.push(JSON.parse(line));
  const log = createLogger({ level: "debug", destination: { write } });
  const client = createDiscordClient({ apiUrl: discord.apiUrl, cdnUrl: discord.cdnUrl, log });
  const mayUse = createMayUse(rules);
  const desk = createCreditDesk({
    ledger,
    allowances,
    rules,
    arePricesFixed: options.creditsCap !== undefined,
    post: createChannelPost(client.rest),
    log,
  });
  const resultServices = createResultServices({
    config: {
      reportsChannelId: options.reportsChannelId,
      mediaAllowedOrigins: [discord.origin],
    },
    store,
    credits: { desk, rules },
    rest: client.rest,
    log,
    closers,
  });
  const clock = options.clock ?? Date.now;
  const openConsent = () => {
    const opened = createConsent({ store, rest: client.rest, swaps, mayUse, ...kept, log, clock });
    closers.push(() => opened.close());
    return opened;
  };
  const consent = openConsent();
  const dispatch = createDispatcher({
    commands: options.commands ?? commands,
    messageCommands: options.messageCommands ?? messageCommands,
    components,
    forms: options.forms ?? forms,
    services: {
      swaps,
      about: options.about ?? {
        version: "1.2.3",
        swapHost: undefined,
        operator: undefined,
        sourceUrl: undefined,
      },
      ...kept,
      consent,
      personalData: createPersonalDataOn(store, {
        ...kept,
        consent,
        forgetJobs: options.forgetJobs ?? (async () => {}),
        log,
      }),
      readMarks: options.readMarks ?? unmarked,
      filePlaces: createFilePlaces({ count: 2, waitMs: options.filePlaceWaitMs ?? 60_000 }),
      takePhoto: options.takePhoto ?? (async () => ({ bytes: photo, advice: undefined })),
      credits: desk,
      ...resultServices,
    },
    log,
    clock: Date.now,
    newReference: () => "REF234",
    count: (command, outcome) => void outcomes.push(`${command} ${outcome}`),
  });
  listen(client, dispatch, log);
  onTestFinished(async () => {
    await client.destroy();
    for (const close of closers) await close();
    await discord.close();
    await store.close();
  });
  const ready = new Promise((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(discord.token);
  await ready;
  return {
    discord,
    rest: client.rest,
    steps,
    requested,
    outcomes,
    logged,
    ledger,
    rules,
    results: resultServices.results,
    store,
    consent,
    openConsent,
    ...kept,
  };
}
