import { blankRaster, type Raster } from "../../src/engine/raster.ts";
import { valueNoise } from "./head/noise.ts";

/** Hills, sky and a sun: shapes and shades, and nobody there. */
export function landscape(width: number, height: number): Raster {
  return painted(width, height, (x, y) => {
    const hill = 0.55 + 0.12 * Math.sin(x * 7) + 0.05 * Math.sin(x * 19 + 2);
    const texture = 40 * valueNoise(x * 90, y * 90);
    if (y > hill) return [60 + texture, 110 + texture - 60 * (y - hill), 50];
    if (Math.hypot(x - 0.75, y - 0.2) < 0.07) return [255, 236, 170];
    return [120 + 80 * y, 170 + 50 * y, 230];
  });
}

/** Independent noise in every pixel and channel. */
export function noise(width: number, height: number): Raster {
  return painted(width, height, (x, y) =>
    [0, 1, 2].map((channel) => 255 * valueNoise(x * width * 7.3 + channel * 31, y * height * 5.1)),
  );
}

/** A picture put on a larger one. */
export function pasted(onto: Raster, picture: Raster, left: number, top: number): Raster {
  const result: Raster = { ...onto, data: Uint8Array.from(onto.data) };
  for (let row = 0; row < picture.height; row += 1) {
    const from = picture.data.subarray(row * picture.width * 4, (row + 1) * picture.width * 4);
    result.data.set(from, ((top + row) * onto.width + left) * 4);
  }
  return result;
}

/** A picture from a function of the place, 0…1 across and down. */
function painted(
  width: number,
  height: number,
  paint: (x: number, y: number) => readonly number[],
): Raster {
  const raster = blankRaster(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = paint((x + 0.5) / width, (y + 0.5) / height);
      raster.data.set([...colour.map(Math.round), 255], (y * width + x) * 4);
    }
  }
  return raster;
}
