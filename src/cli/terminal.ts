/** What a command has of the world around it. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WriteStream;
  /** `DATA_DIR`: where the face models are kept. */
  readonly dataDirectory: string;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}
