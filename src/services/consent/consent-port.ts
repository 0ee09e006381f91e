import type { FailureReply, ReplyCoordinates } from "../reply-port.ts";

/** Who asks whom about what, by when. */
export interface AskedQuestion {
  readonly id: string;
  readonly askerId: string;
  readonly memberId: string;
  readonly targetUrl: string;
  /** Unix milliseconds. */
  readonly endsAt: number;
}

/** How a question ended without a yes. */
export type NoAnswer = "refused" | "expired" | "unaskable";

/** How the services ask a person whose picture somebody wants; `discord/consent-messages.ts` answers it. */
export interface ConsentPort {
  /**
   * Shows the asker that it waits, and posts the question, which names the asked person and has two buttons.
   * @returns the id of the question's message
   * @throws whatever Discord answered
   */
  ask(to: ReplyCoordinates, question: AskedQuestion): Promise<string>;
  /** Takes the buttons off the question. Never throws. */
  close(
    to: ReplyCoordinates,
    messageId: string,
    question: AskedQuestion,
    how: NoAnswer,
  ): Promise<void>;
  /** Tells the asker how it ended. Never throws. */
  tell(to: ReplyCoordinates, question: AskedQuestion, how: NoAnswer): Promise<void>;
  /** Tells the asker why there is no swap in spite of a yes. Never throws. */
  fail(to: ReplyCoordinates, failure: FailureReply): Promise<void>;
}
