import { Root, type Type } from 'protobufjs/light.js'

/**
 * The messages of the ONNX file format (protobuf, proto2 syntax) with the fields the workshop reads or writes:
 * name in code → [type, field number] with `[]` for repeated and `packed[]` for packed repeated fields.
 * Field numbers are those of the published ONNX specification (onnx.proto, IR version 10); every other field of a file
 * travels along unread, byte for byte.
 */
const messages = {
  Model: {
    irVersion: ['int64', 1],
    producerName: ['string', 2],
    producerVersion: ['string', 3],
    graph: ['Graph', 7],
    opsetImport: ['OperatorSet[]', 8],
    metadata: ['Entry[]', 14],
  },
  OperatorSet: { domain: ['string', 1], version: ['int64', 2] },
  Entry: { key: ['string', 1], value: ['string', 2] },
  Graph: {
    node: ['Node[]', 1],
    name: ['string', 2],
    initializer: ['TensorData[]', 5],
    input: ['ValueInfo[]', 11],
    output: ['ValueInfo[]', 12],
    valueInfo: ['ValueInfo[]', 13],
  },
  Node: {
    input: ['string[]', 1],
    output: ['string[]', 2],
    name: ['string', 3],
    opType: ['string', 4],
    attribute: ['Attribute[]', 5],
    domain: ['string', 7],
  },
  Attribute: {
    name: ['string', 1],
    f: ['float', 2],
    i: ['int64', 3],
    s: ['bytes', 4],
    t: ['TensorData', 5],
    g: ['Graph', 6],
    floats: ['float[]', 7],
    ints: ['int64[]', 8],
    graphs: ['Graph[]', 11],
    type: ['int32', 20],
  },
  TensorData: {
    dims: ['int64[]', 1],
    dataType: ['int32', 2],
    floatData: ['float packed[]', 4],
    int32Data: ['int32 packed[]', 5],
    int64Data: ['int64 packed[]', 7],
    name: ['string', 8],
    rawData: ['bytes', 9],
    externalData: ['Entry[]', 13],
    dataLocation: ['int32', 14],
  },
  ValueInfo: { name: ['string', 1], type: ['ValueType', 2] },
  ValueType: { tensorType: ['TensorType', 1] },
  TensorType: { elemType: ['int32', 1], shape: ['Shape', 2] },
  Shape: { dim: ['Dimension[]', 1] },
  Dimension: { dimValue: ['int64', 1], dimParam: ['string', 2] },
} as const satisfies Record<string, Record<string, readonly [string, number]>>

/** Builds the message type of a whole ONNX file; the caller keeps it, because its codecs are compiled on first use. */
export function createModelType(): Type {
  const nested: Record<string, object> = {}
  for (const [name, fields] of Object.entries(messages)) {
    // proto2: a field that is present stays present even when it holds zero (an attribute `axis = 0` must be written).
    nested[name] = { edition: 'proto2', fields: describeFields(fields) }
  }
  return Root.fromJSON({ nested }).lookupType('Model')
}

function describeFields(fields: Record<string, readonly [string, number]>): Record<string, object> {
  const described: Record<string, object> = {}
  for (const [name, [notation, id]] of Object.entries(fields)) {
    const isPacked = notation.endsWith(' packed[]')
    const isRepeated = notation.endsWith('[]')
    const type = notation.replace(/( packed)?\[\]$/, '')
    described[name] = {
      type,
      id,
      ...(isRepeated ? { rule: 'repeated' } : {}),
      ...(isPacked ? { options: { packed: true } } : {}),
    }
  }
  return described
}
