/** A 64-bit integer too large for a number (the exporters' "to the end" of a slice is 2^63 − 1). */
export interface WideInteger {
  readonly low: number
  readonly high: number
  readonly unsigned: boolean
}
export type Int64 = number | WideInteger

/** What every message may carry besides its known fields: fields the workshop does not read, kept byte for byte. */
interface Carried {
  readonly $unknowns?: readonly Uint8Array[]
}

/** An ONNX file as an immutable value: every workshop function returns a new model and shares what it did not change. */
export interface Model extends Carried {
  readonly irVersion?: Int64
  readonly producerName?: string
  readonly producerVersion?: string
  readonly graph: Graph
  readonly opsetImport: readonly OperatorSet[]
  readonly metadata?: readonly { readonly key?: string; readonly value?: string }[]
}

/** An operator set; the standard one has no domain. */
export interface OperatorSet extends Carried {
  readonly domain?: string
  readonly version?: Int64
}

/** Nodes are in an order in which every tensor is produced before it is read (the format demands it). */
export interface Graph extends Carried {
  readonly name?: string
  readonly node: readonly Node[]
  readonly initializer: readonly TensorData[]
  readonly input: readonly ValueInfo[]
  readonly output: readonly ValueInfo[]
  readonly valueInfo: readonly ValueInfo[]
}

/** One operator; an input or output named '' is an optional one left out. */
export interface Node extends Carried {
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly name?: string
  readonly opType: string
  readonly attribute: readonly Attribute[]
  readonly domain?: string
}

/** A named constant of an operator: exactly one of the value fields is present. */
export interface Attribute extends Carried {
  readonly name: string
  readonly f?: number
  readonly i?: Int64
  readonly s?: Uint8Array
  readonly t?: TensorData
  readonly g?: Graph
  readonly floats?: readonly number[]
  readonly ints?: readonly Int64[]
  readonly graphs?: readonly Graph[]
  readonly type?: number
}

/** A constant tensor: little-endian `rawData`, or the typed list that fits `dataType`. Bytes are borrowed from the file read. */
export interface TensorData extends Carried {
  readonly dims: readonly Int64[]
  readonly dataType: number
  readonly name?: string
  readonly rawData?: Uint8Array
  readonly floatData?: readonly number[]
  readonly int32Data?: readonly number[]
  readonly int64Data?: readonly Int64[]
  readonly externalData?: readonly { readonly key?: string; readonly value?: string }[]
  readonly dataLocation?: number
}

/** Name, element type and shape of a tensor that crosses the graph's border or was annotated by the exporter. */
export interface ValueInfo extends Carried {
  readonly name: string
  readonly type?: ValueType
}

export interface ValueType extends Carried {
  readonly tensorType?: TensorType
}

export interface TensorType extends Carried {
  readonly elemType?: number
  readonly shape?: Shape
}

export interface Shape extends Carried {
  readonly dim: readonly Dimension[]
}

/** A known length, a symbol, or neither: unknown. */
export interface Dimension extends Carried {
  readonly dimValue?: Int64
  readonly dimParam?: string
}

/** Element types by their number in the format (only those the workshop computes with or writes). */
export const elementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const

/** Attribute types by their number in the format. */
export const attributeType = { float: 1, int: 2, string: 3, tensor: 4, ints: 7 } as const
