import { elementType, writeModel, type Model } from './graph'
import { makeNode } from './graph/node'
import { float32, openSession, type ModelSession } from './session'

/** Large enough for the kernels that real weights meet. */
const rows = 4
const inner = 64
const columns = 16
/** The largest activation a byte holds, and the largest weight. */
const largest = { activation: 255, weight: 127 }

let answer: Promise<boolean> | undefined

/**
 * Whether this processor's sums of products of unsigned activations and signed weights, 8 bits each, overflow: where it
 * has none of the newer instructions for them (VNNI, AMX), the runtime adds pairs of products in 16 bits, and large ones
 * are cut off. Computed once, because no list of processors is complete (onnxruntime's documentation, "Quantize ONNX
 * models": when to use unsigned weights).
 */
export function doSignedProductsOverflow(): Promise<boolean> {
  return (answer ??= compute())
}

async function compute(): Promise<boolean> {
  const session = await openSession(largestProducts())
  try {
    return !(await areSumsExact(session))
  } finally {
    await session.dispose()
  }
}

/** @param session of the model that `largestProducts` gives, in whatever form */
export async function areSumsExact(session: ModelSession): Promise<boolean> {
  const ones = float32(new Float32Array(rows * inner).fill(1), [rows, inner])
  const { y } = await session.run({ x: ones })
  return (y.data as Float32Array).every((sum) => sum === inner * largest.activation * largest.weight)
}

/** A model of one product of nothing but the largest numbers, as the bytes of a file. */
export function largestProducts(): Uint8Array {
  const matrix = (...lengths: number[]) => ({
    tensorType: {
      elemType: elementType.float32,
      shape: { dim: lengths.map((dimValue) => ({ dimValue })) },
    },
  })
  const model: Model = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'largest-products',
      node: [
        makeNode('DynamicQuantizeLinear', ['x'], ['bytes', 'scale', 'zero']),
        makeNode('MatMulInteger', ['bytes', 'weights', 'zero'], ['sums']),
        makeNode('Cast', ['sums'], ['y'], { to: elementType.float32 }),
      ],
      initializer: [
        {
          name: 'weights',
          dims: [inner, columns],
          dataType: elementType.int8,
          rawData: new Uint8Array(inner * columns).fill(largest.weight),
        },
      ],
      input: [{ name: 'x', type: matrix(rows, inner) }],
      output: [{ name: 'y', type: matrix(rows, columns) }],
      valueInfo: [],
    },
  }
  return writeModel(model)
}
