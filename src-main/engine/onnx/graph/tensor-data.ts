import { AppError } from '@contract/errors'
import { elementType, type Int64, type TensorData } from './model'

/** Lengths of a constant tensor's axes; [] is a scalar. */
export function dimensionsOf(tensor: TensorData): number[] {
  return tensor.dims.map((length) => toNumber(length))
}

/** A 64-bit integer as a number; beyond 2^53 it loses its last digits, which only "to the end" markers reach. */
export function toNumber(value: Int64): number {
  return typeof value === 'number' ? value : value.high * 2 ** 32 + (value.low >>> 0)
}

/**
 * The values of a constant tensor as numbers, in row-major order.
 * @throws AppError 'voice/incompatible' for an element type the workshop does not compute with, for weights kept in
 *   another file, and when there are more or fewer values than the shape says
 */
export function valuesOf(tensor: TensorData): ArrayLike<number> {
  const values = decode(tensor)
  const count = dimensionsOf(tensor).reduce((product, length) => product * length, 1)
  if (values.length !== count) {
    throw new AppError(
      'voice/incompatible',
      `The tensor ${tensor.name ?? ''} holds ${values.length} values, its shape says ${count}`,
      { details: { tensor: tensor.name ?? '' } },
    )
  }
  return values
}

function decode(tensor: TensorData): ArrayLike<number> {
  const refuse = (why: string) =>
    new AppError('voice/incompatible', `The tensor ${tensor.name ?? ''} ${why}`, {
      details: { tensor: tensor.name ?? '' },
    })
  if (tensor.dataLocation === 1) throw refuse('keeps its weights in another file')
  const raw = tensor.rawData
  if (raw === undefined || raw.byteLength === 0) {
    if (tensor.dataType === elementType.float32) return tensor.floatData ?? []
    if (tensor.dataType === elementType.int64) return (tensor.int64Data ?? []).map(toNumber)
    if (isSmallInteger(tensor.dataType)) return tensor.int32Data ?? []
    throw refuse(`has element type ${tensor.dataType}, which cannot be computed with`)
  }
  switch (tensor.dataType) {
    case elementType.uint8:
      return raw
    case elementType.int8:
      return new Int8Array(raw.buffer, raw.byteOffset, raw.byteLength)
    // The bytes of a file are not aligned to four or eight: copy before looking at them as numbers.
    case elementType.float32:
      return new Float32Array(aligned(raw, 4))
    case elementType.int32:
      return new Int32Array(aligned(raw, 4))
    case elementType.int64:
      return Array.from(new BigInt64Array(aligned(raw, 8)), Number)
    default:
      throw refuse(`has element type ${tensor.dataType}, which cannot be computed with`)
  }
}

function isSmallInteger(dataType: number): boolean {
  return dataType === elementType.uint8 || dataType === elementType.int8 || dataType === elementType.int32
}

function aligned(raw: Uint8Array, bytesPerValue: number): ArrayBuffer {
  const whole = raw.byteLength - (raw.byteLength % bytesPerValue)
  const copy = new ArrayBuffer(whole)
  new Uint8Array(copy).set(raw.subarray(0, whole))
  return copy
}

/** A float32 constant over `values` (not copied). */
export function float32Constant(name: string, values: Float32Array, dims: readonly number[]): TensorData {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { name, dims, dataType: elementType.float32, rawData }
}

/** A one-dimensional int64 constant. */
export function int64Constant(name: string, values: readonly number[]): TensorData {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
  return { name, dims: [values.length], dataType: elementType.int64, rawData }
}
