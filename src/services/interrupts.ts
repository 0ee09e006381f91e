/** Lets a press of a button break off what this process does for a job at the moment. */
export interface Interrupts {
  interrupt(jobId: string): void;
  /** Begins a turn of a job; `end` must follow. */
  begin(jobId: string): { readonly signal: AbortSignal; readonly end: () => void };
}

export function createInterrupts(): Interrupts {
  const turns = new Map<string, AbortController>();
  return {
    interrupt: (jobId) => turns.get(jobId)?.abort(new Error("the job was cancelled")),
    begin(jobId) {
      const turn = new AbortController();
      turns.set(jobId, turn);
      return {
        signal: turn.signal,
        end: () => {
          if (turns.get(jobId) === turn) turns.delete(jobId);
        },
      };
    },
  };
}
