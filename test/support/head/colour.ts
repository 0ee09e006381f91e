import type { Rgb } from "./identity.ts";
import type { Finish } from "./renderer.ts";

/** sRGB 0…255 → linear light 0…1. */
export function linear(colour: Rgb): [number, number, number] {
  const [red, green, blue] = colour.map((value) => (value / 255) ** 2.2);
  return [red, green, blue];
}

export function setColour(finish: Finish, colour: readonly number[], brightness = 1): void {
  finish.red = colour[0] * brightness;
  finish.green = colour[1] * brightness;
  finish.blue = colour[2] * brightness;
}

/** Moves a colour towards another one. */
export function tint(finish: Finish, colour: readonly number[], share: number): void {
  finish.red += (colour[0] - finish.red) * share;
  finish.green += (colour[1] - finish.green) * share;
  finish.blue += (colour[2] - finish.blue) * share;
}
