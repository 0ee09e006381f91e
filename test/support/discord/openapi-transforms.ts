type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schemas = Record<string, object>;

/**
 * Refuses keys that a request's schema does not name, so that a misspelt key is found. Answers stay open:
 * Discord adds fields to those at any time.
 */
export function closeKeys(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const closed =
        /(?:Request|Option|Embed|RequestPartial)$/.test(name) && "properties" in schema;
      return [name, closed ? { ...schema, unevaluatedProperties: false } : schema];
    }),
  );
}

/**
 * Turns `oneOf`/`anyOf` of objects that differ by `type` into "if the type is this, then that schema": a mistake in one
 * member then reads as one error, not as one of every other member. In the same way "null or X" becomes "if not null, X".
 */
export function steerUnions<T extends object>(schema: T, known: Schemas): T {
  return JSON.parse(JSON.stringify(schema), (_key, value: Json) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const union = value["oneOf"] ?? value["anyOf"];
    if (!Array.isArray(union)) return value;
    const { oneOf: _, anyOf: __, ...rest } = value;
    const present = union.filter((member) => !isNull(member));
    if (present.length === 1)
      return { ...rest, ...implication({ not: { type: "null" } }, present[0]) };
    const members = union.map((member) => ({ member, types: typesOf(member, known) }));
    if (members.some(({ types }) => types === undefined)) return value;
    const every = members.flatMap(({ types }) => types ?? []);
    const byType = { properties: { type: { enum: every } }, required: ["type"] };
    const branches = members.map(({ member, types }) =>
      implication({ properties: { type: { enum: types ?? [] } } }, member),
    );
    return { ...rest, allOf: [byType, ...branches] };
  }) as T;
}

function implication(condition: Json, consequence: Json) {
  // oxlint-disable-next-line unicorn/no-thenable -- `then` is JSON Schema's own word here
  return { if: condition, then: consequence };
}

function isNull(member: Json): boolean {
  return (
    member !== null &&
    typeof member === "object" &&
    !Array.isArray(member) &&
    member["type"] === "null"
  );
}

/** The values of `type` that a member of a union takes; undefined where it is no such object. */
function typesOf(member: Json, schemas: Schemas): Json[] | undefined {
  if (member === null || typeof member !== "object" || Array.isArray(member)) return undefined;
  const reference = member["$ref"];
  if (typeof reference !== "string") return undefined;
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  const target = schemas[name] as { properties?: { type?: { enum?: Json[] } } } | undefined;
  return target?.properties?.type?.enum;
}
