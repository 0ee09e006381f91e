import type {
  FailureReply,
  JobProgress,
  QuoteCard,
  ReplyPort,
  SwapReply,
} from "../../src/services/reply-port.ts";

/** What the person would have seen, in order. */
export interface RecordingReply extends ReplyPort {
  readonly progresses: JobProgress[];
  readonly results: SwapReply[];
  readonly failures: FailureReply[];
  readonly quotes: QuoteCard[];
  /** Jobs whose reply got a button. */
  readonly handOvers: string[];
  /** Errors that the next hand-overs fail with, results and failures alike. */
  readonly refusals: Error[];
  /** Called before each hand-over. */
  onHandOver: () => void;
}

export function recordingReply(): RecordingReply {
  const reply: RecordingReply = {
    progresses: [],
    results: [],
    failures: [],
    quotes: [],
    refusals: [],
    handOvers: [],
    onHandOver: () => {},
    progress(_to, _jobId, news) {
      reply.progresses.push(news);
    },
    async result(_to, _jobId, result) {
      reply.onHandOver();
      const refusal = reply.refusals.shift();
      if (refusal) throw refusal;
      reply.results.push(result);
    },
    async quote(_to, _jobId, card) {
      reply.quotes.push(card);
    },
    async handOver(_to, jobId) {
      reply.handOvers.push(jobId);
    },
    async failure(_to, _jobId, failure) {
      reply.onHandOver();
      const refusal = reply.refusals.shift();
      if (refusal) throw refusal;
      reply.failures.push(failure);
    },
  };
  return reply;
}
