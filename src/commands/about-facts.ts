/** What a bot can say about itself. */
export interface AboutFacts {
  readonly version: string;
  /** The host that swaps; undefined for the bot's own engine. */
  readonly swapHost: string | undefined;
  /** Who runs the bot, in their own words. */
  readonly operator: string | undefined;
  readonly sourceUrl: string | undefined;
}
