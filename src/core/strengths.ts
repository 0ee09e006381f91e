/** How far the new face goes towards the photo's look, by the word that people choose: 0 … 1 for the engine. */
export const strengths = { natural: 0, balanced: 0.5, likeness: 1 } as const;
export type Strength = keyof typeof strengths;
export const strengthNames = ["natural", "balanced", "likeness"] as const satisfies Strength[];
