/* oxlint-disable no-underscore-dangle -- these are the runtime's own names, meant for generated code, which this file replaces */
import type { ByteBuffer } from "flatbuffers";

/** One table of a FlatBuffer, read by field number. An absent field is its default, an absent vector is empty. */
export interface FlatTable {
  int8(field: number, absent?: number): number;
  int32(field: number, absent?: number): number;
  text(field: number): string;
  bytes(field: number): Uint8Array;
  int32s(field: number): number[];
  table(field: number): FlatTable | undefined;
  tables(field: number): FlatTable[];
  /** All its fields, to be compared with those of another table that holds nothing but numbers. */
  content(): string;
}

/** The root table of a FlatBuffer whose file begins at the buffer's position. */
export function rootTable(buffer: ByteBuffer): FlatTable {
  return flatTable(buffer, buffer.__indirect(buffer.position()));
}

function flatTable(buffer: ByteBuffer, position: number): FlatTable {
  /** The place of a field, or 0 when it is absent. A table's slots follow the two sizes at the head of its vtable. */
  const place = (field: number): number => {
    const offset = buffer.__offset(position, 4 + 2 * field);
    return offset === 0 ? 0 : position + offset;
  };
  const vector = (field: number): { start: number; length: number } => {
    const at = place(field);
    return at === 0
      ? { start: 0, length: 0 }
      : { start: buffer.__vector(at), length: buffer.__vector_len(at) };
  };
  const int32s = (field: number): number[] => {
    const { start, length } = vector(field);
    return Array.from({ length }, (_, index) => buffer.readInt32(start + 4 * index));
  };
  return {
    int8(field, absent = 0) {
      const at = place(field);
      return at === 0 ? absent : buffer.readInt8(at);
    },
    int32(field, absent = 0) {
      const at = place(field);
      return at === 0 ? absent : buffer.readInt32(at);
    },
    text(field) {
      const { start, length } = vector(field);
      return new TextDecoder().decode(buffer.bytes().subarray(start, start + length));
    },
    bytes(field) {
      const { start, length } = vector(field);
      return buffer.bytes().subarray(start, start + length);
    },
    int32s,
    table(field) {
      const at = place(field);
      return at === 0 ? undefined : flatTable(buffer, buffer.__indirect(at));
    },
    tables(field) {
      const { start, length } = vector(field);
      return Array.from({ length }, (_, index) =>
        flatTable(buffer, buffer.__indirect(start + 4 * index)),
      );
    },
    content() {
      const layout = position - buffer.readInt32(position);
      const places = buffer.bytes().subarray(layout, layout + buffer.readUint16(layout));
      const fields = position + buffer.readUint16(layout + 2);
      return [places, buffer.bytes().subarray(position + 4, fields)].join(" ");
    },
  };
}
