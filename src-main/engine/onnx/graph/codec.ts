import { Reader, util, type Type } from 'protobufjs/light.js'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import type { Model, WideInteger } from './model'
import { createModelType } from './schema'
import { toNumber } from './tensor-data'

/** Compiled on first use (4-17 ms) and then the same for ever: a constant that is not worth its cost at import. */
let compiledModelType: Type | undefined

/**
 * Reads an ONNX file.
 * @param bytes the whole file; borrowed: the weights of the model are views into it, so do not overwrite it
 * @throws AppError 'voice/incompatible' when the bytes are not an ONNX model, or not all of one: weights in another file
 */
export function readModel(bytes: Uint8Array): Model {
  const reader = Reader.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  reader.discardUnknown = false
  let plain: unknown
  try {
    plain = toPlain(modelType().decode(reader))
  } catch (cause) {
    throw new AppError(
      'voice/incompatible',
      `Not an ONNX model: ${bytes.byteLength} bytes that do not parse`,
      {
        cause,
      },
    )
  }
  if (!isModel(plain)) {
    throw new AppError(
      'voice/incompatible',
      `Not an ONNX model: ${bytes.byteLength} bytes without a usable graph`,
    )
  }
  const outside = plain.graph.initializer.find(({ dataLocation }) => dataLocation === externalData)
  if (outside) {
    throw new AppError(
      'voice/incompatible',
      `The model is not one file: the tensor ${outside.name ?? ''} keeps its weights in another`,
      { details: { tensor: outside.name ?? '' } },
    )
  }
  return plain
}

/** How a tensor says that its weights are elsewhere. */
const externalData = 1

/** Writes a model as an ONNX file; the same model always gives the same bytes. */
export function writeModel(model: Model): Uint8Array {
  return modelType().encode(model).finish()
}

function modelType(): Type {
  // Without it the library rounds the integers beyond 2^53 ("to the end" of a slice) and writes them back wrong.
  assert(typeof util.Long === 'function', 'protobufjs finds the package long')
  compiledModelType ??= createModelType()
  return compiledModelType
}

/**
 * Message objects as plain ones: without prototypes (whose defaults a spread would lose), integers as numbers where
 * they fit, and the unread fields as an ordinary property, so that `{ ...node }` keeps them.
 */
function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(toPlain)
  if (isWideInteger(value)) {
    const integer = toNumber(value)
    const { low, high, unsigned } = value
    return Number.isSafeInteger(integer) ? integer : { low, high, unsigned }
  }
  const plain: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(value)) plain[key] = toPlain(field)
  if ('$unknowns' in value && value.$unknowns !== undefined) plain['$unknowns'] = value.$unknowns
  return plain
}

/** How the protobuf library gives 64-bit integers; no message of the schema has these fields. */
function isWideInteger(value: object): value is WideInteger {
  return 'low' in value && 'high' in value && 'unsigned' in value
}

/** The schema guarantees every field's type; what it cannot demand is that the parts a graph needs are there at all. */
function isModel(value: unknown): value is Model {
  if (!isRecord(value) || !isRecord(value.graph)) return false
  const { node, initializer, input, output } = value.graph
  return (
    isNonEmpty(value.opsetImport) &&
    isNonEmpty(node) &&
    isNonEmpty(output) &&
    node.every((one) => isRecord(one) && typeof one.opType === 'string' && attributesNamed(one.attribute)) &&
    [input, output].every((list) => Array.isArray(list) && list.every(isNamed)) &&
    Array.isArray(initializer) &&
    initializer.every((one) => isNamed(one) && typeof one.dataType === 'number')
  )
}

function attributesNamed(attributes: unknown): boolean {
  return Array.isArray(attributes) && attributes.every(isNamed)
}

function isNamed(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && typeof value.name === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isNonEmpty(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0
}
