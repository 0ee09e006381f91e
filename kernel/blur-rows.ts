/** A channel of floats, row by row; the sums are doubles. */
export function blurRows(from: usize, to: usize, width: i32, height: i32, radius: i32): void {
  const scale: f64 = 1 / <f64>(radius * 2 + 1);
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row: usize = y * width * 4;
    const source = from + row;
    let sum = <f64>load<f32>(source) * <f64>(radius + 1);
    for (let x = 1; x <= radius; x++) sum += <f64>load<f32>(source + <usize>min(last, x) * 4);
    for (let x = 0; x < width; x++) {
      store<f32>(to + row + <usize>x * 4, <f32>(sum * scale));
      const entering = load<f32>(source + <usize>min(last, x + radius + 1) * 4);
      const leaving = load<f32>(source + <usize>max(0, x - radius) * 4);
      sum += <f64>entering - <f64>leaving;
    }
  }
}
