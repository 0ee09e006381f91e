/** The swap API counts faces from 0, people from 1. */
export function faceNumber(id: number): number {
  return id + 1;
}

/** Faces that can be chosen from at a time: rows of a message that are left beside the one of the buttons. */
export const facesOnPage = 4;
