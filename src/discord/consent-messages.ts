import { ButtonStyle, ComponentType, Routes } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent, REST } from "discord.js";
import { z } from "zod";
import { agree, decline } from "../commands/answer-question.ts";
import { customId } from "../commands/custom-id.ts";
import { deadline } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import type { Logger } from "../core/logger.ts";
import type { ConsentPort, NoAnswer } from "../services/consent/consent-port.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";
import { textOf } from "../text/catalogue.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { discordFailure } from "./discord-error.ts";
import { errorText } from "./error-text.ts";

export interface ConsentMessagesDeps {
  readonly rest: Pick<REST, "patch" | "post">;
  readonly sleep: Sleep;
  readonly log: Logger;
}

const created = z.object({ id: z.string() });
const callMs = 10_000;
/** Between tries; the person waits for no more than this. */
const backOffMs = [500, 2_000];
const nobody = { parse: [] };

/**
 * Asks in the channel of the command, by further messages of its interaction: they reach wherever its answer does, in
 * servers that the bot is not in, too. Only the asked person is pinged.
 */
export function createConsentMessages({ rest, sleep, log }: ConsentMessagesDeps): ConsentPort {
  /** Again after what passes; Discord may not have seen the acknowledgement yet. */
  async function insist<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await call(deadline(callMs));
      } catch (error) {
        const failure = discordFailure(error);
        const pause = backOffMs[tries];
        const passes = failure === "transient" || failure === "too-early";
        if (!passes || pause === undefined) throw error;
        await sleep(pause);
      }
    }
  }

  const edit = ({ applicationId, token }: ReplyCoordinates, messageId: string, content: string) =>
    insist((signal) =>
      rest.patch(Routes.webhookMessage(applicationId, token, messageId), {
        body: { content, components: [], allowed_mentions: nobody },
        auth: false,
        signal,
      }),
    );

  async function say(to: ReplyCoordinates, messageId: string, content: string): Promise<void> {
    try {
      await edit(to, messageId, content);
    } catch (error) {
      log.info({ err: error }, "Nobody could be told how a question ended");
    }
  }

  return {
    async ask(to, question) {
      const { consent } = textOf(to.locale);
      const { id, memberId } = question;
      await edit(to, "@original", consent.waiting(memberId, question.endsAt));
      // Not tried again where it may have arrived: a ping twice is worse than none.
      const answer = await rest.post(Routes.webhook(to.applicationId, to.token), {
        query: new URLSearchParams({ wait: "true" }),
        body: {
          content: consent.question(question),
          components: [buttons(id, consent)],
          allowed_mentions: { parse: [], users: [memberId] },
        },
        auth: false,
        signal: AbortSignal.timeout(callMs),
      });
      return created.parse(answer).id;
    },

    async close(to, messageId, { memberId }, how) {
      const { consent } = textOf(to.locale);
      const said = how === "refused" ? consent.saidNo : consent.questionOver;
      await say(to, messageId, said(memberId));
    },

    async tell(to, { memberId }, how) {
      const { consent } = textOf(to.locale);
      const said = {
        refused: consent.refused,
        expired: consent.expired,
        unaskable: consent.unaskable,
      } satisfies Record<NoAnswer, (memberId: string) => string>;
      await say(to, "@original", said[how](memberId));
    },

    async fail(to, { code, facts }) {
      await say(to, "@original", errorText(textOf(to.locale), code, facts));
    },
  };
}

function buttons(
  id: string,
  { yes, no }: Catalogue["consent"],
): APIActionRowComponent<APIButtonComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Success,
        label: yes,
        custom_id: customId(agree.name, id),
      },
      {
        type: ComponentType.Button,
        style: ButtonStyle.Danger,
        label: no,
        custom_id: customId(decline.name, id),
      },
    ],
  };
}
