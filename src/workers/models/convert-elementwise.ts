import { refuseActivation } from "./convert-convolution.ts";
import type { Conversion, OperatorConverter, Value } from "./conversion.ts";
import { modelUnusable } from "./model-error.ts";

/** Operators that treat every element alike. */
export const elementwiseConverters: Readonly<Record<string, OperatorConverter>> = {
  ADD: binary("Add"),
  MUL: binary("Mul"),
  RELU({ inputs: [input], outputs: [output] }, conversion) {
    const { name, layout } = conversion.value(input);
    conversion.setValue(output, { name: conversion.builder.node("Relu", [name]), layout });
  },
  PRELU({ inputs: [input, slope], outputs: [output] }, { builder, ...conversion }) {
    const { values } = conversion.requireConstant(slope);
    const slopes = builder.floats(values, [values.length, 1, 1]);
    const name = builder.node("PRelu", [conversion.value(input).name, slopes]);
    conversion.setValue(output, { name, layout: "channels-first" });
  },
  DEQUANTIZE({ inputs: [input], outputs: [output] }, conversion) {
    conversion.aliasConstant(output, input);
  },
};

function binary(operator: string): OperatorConverter {
  return ({ inputs: [left, right], outputs: [output], options }, conversion) => {
    refuseActivation(options, 0);
    const [a, b] = [operand(left, conversion), operand(right, conversion)];
    if (a.layout !== b.layout) throw modelUnusable("The model mixes pictures with other values.");
    const name = conversion.builder.node(operator, [a.name, b.name]);
    conversion.setValue(output, { name, layout: a.layout });
  };
}

function operand(tensor: number, conversion: Conversion): Value {
  const constant = conversion.constant(tensor);
  if (constant === undefined) return conversion.value(tensor);
  const name = conversion.builder.floats(constant.values, constant.shape);
  return { name, layout: "as-is" };
}
