/** The swap API counts faces from 0, people from 1. */
export function faceNumber(id: number): number {
  return id + 1;
}
