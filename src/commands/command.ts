import type {
  APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import type { Logger } from "../core/logger.ts";
import type { FilePlaces } from "../services/file-places.ts";
import type { CreditDesk } from "../services/credit-desk.ts";
import type { ConsentDesk } from "../services/consent/consent-desk.ts";
import type { JobPresses } from "../services/job-presses.ts";
import type { SavedFaces } from "../services/faces/saved-faces.ts";
import type { TakePhoto } from "../services/faces/take-photo.ts";
import type { OpenForms } from "../services/menu/open-forms.ts";
import type { OptOuts } from "../services/privacy/opt-outs.ts";
import type { PersonalData } from "../services/privacy/personal-data.ts";
import type { ReadMarks } from "../services/read-marks.ts";
import type { JobMachine } from "../services/job-machine.ts";
import type { AboutFacts } from "./about-facts.ts";
import type { Reports } from "../services/results/reports.ts";
import type { Results } from "../services/results/results.ts";
import type { Catalogue } from "../text/catalogue.ts";

/** What a command needs of the job machine. */
export type SwapJobs = Pick<
  JobMachine,
  "create" | "markAcked" | "drop" | "checkReveal" | "reveal" | "waiting" | keyof JobPresses
>;

export interface CommandServices {
  readonly swaps: SwapJobs;
  readonly credits: CreditDesk;
  readonly about: AboutFacts;
  readonly results: Pick<Results, "get" | "owned" | "mark">;
  readonly reports: Pick<Reports, "file" | "decide">;
  /** A file that Discord keeps, of at most `limits.maxResultBytes`. @throws UserError, UpstreamError of the download */
  readonly download: (link: string) => Promise<Uint8Array>;
  readonly faces: Omit<SavedFaces, "open" | "photo" | "sweep">;
  /** Whatever holds a file in memory does so in one of these. */
  readonly filePlaces: FilePlaces;
  readonly takePhoto: TakePhoto;
  readonly optOuts: OptOuts;
  readonly consent: Pick<ConsentDesk, "prepare" | "ask" | "drop" | "check" | "answer">;
  readonly personalData: PersonalData;
  readonly openForms: Pick<OpenForms, "keep" | "get">;
  readonly readMarks: ReadMarks;
}

/** Opens a form in place of an acknowledgement; `false` when it came too late. */
export type ShowModal = (form: APIModalInteractionResponseCallbackData) => Promise<boolean>;

export interface CommandContext {
  readonly interaction: ChatInputCommandInteraction;
  /** In the language of whoever typed the command. */
  readonly text: Catalogue;
  readonly services: CommandServices;
  /**
   * Shows "thinking…", to this person alone if `ephemeral`; `false` when it came too late, and nothing can be shown to
   * the person any more.
   */
  readonly acknowledge: (options?: { readonly ephemeral: boolean }) => Promise<boolean>;
  readonly showModal: ShowModal;
  /** Lets work go on after the command has ended. Its failure is logged. */
  readonly inBackground: (work: Promise<void>) => void;
  readonly log: Logger;
}

interface CompletionContext {
  readonly interaction: AutocompleteInteraction;
  readonly text: Catalogue;
  readonly services: CommandServices;
  readonly log: Logger;
}

/** Something people can type: what Discord is told about it, and what we do. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Whatever it throws is told to the person by the dispatcher. */
  run(context: CommandContext): Promise<void>;
  /**
   * What to offer for the option that is being typed: at most 25, within two seconds, or the person sees none. Whatever it
   * throws is logged.
   */
  complete?(context: CompletionContext): Promise<readonly ApplicationCommandOptionChoiceData[]>;
}

interface MessageCommandContext extends Omit<CommandContext, "interaction"> {
  readonly interaction: MessageContextMenuCommandInteraction;
}

/** Something in the menu of any message. */
export interface MessageCommand {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  /** Whatever it throws is told to the person by the dispatcher. */
  run(context: MessageCommandContext): Promise<void>;
}

/** What everything has that came by a custom id: a pressed component, or a form that was sent. */
export interface CustomContext {
  /** In the language of whoever pressed or sent it. */
  readonly text: Catalogue;
  /** What stands behind the name in the custom id. */
  readonly argument: string;
  readonly services: CommandServices;
  /**
   * Shows "thinking…", to all or to this person alone; `update`: the component's message is the reply, or that whose
   * component opened the form. `false` when it came too late.
   */
  readonly acknowledge: (how: "reply" | "private-reply" | "update") => Promise<boolean>;
  readonly log: Logger;
}

export interface ComponentContext extends CustomContext {
  readonly interaction: MessageComponentInteraction;
  readonly showModal: ShowModal;
}

/** Something people can press, in any message of ours, however old. */
export interface Component {
  /** In the custom id; never reused for something else. */
  readonly name: string;
  /** Whatever it throws is told to the person, beside the message. */
  run(context: ComponentContext): Promise<void>;
}

interface FormContext extends CustomContext {
  readonly interaction: ModalSubmitInteraction;
}

/** A form that a command or a component opened, and that somebody sent. */
export interface Form {
  /** In the custom id; never reused for something else. */
  readonly name: string;
  /** Whatever it throws is told to the person: beside the message that the form was opened from, or else as the reply. */
  run(context: FormContext): Promise<void>;
}
