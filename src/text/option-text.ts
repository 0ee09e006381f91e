/** An option or a sub-command as people see it while they type. */
export interface OptionText {
  /** Lower case, without spaces, at most 32 characters; the English one is what the code asks for. */
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
}
