import { randomInt } from "node:crypto";

/** No letter that can be taken for a digit or another letter. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A short word that ties what a person was told to a line in the log: six characters, 700 million of them. */
export function newReference(): string {
  return Array.from({ length: 6 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
