import { join } from 'node:path'
import { readIfThere, replaceFile, sha256Of } from './file-hash'
import { elementType, writeModel, type Model } from './graph'
import { makeNode } from './graph/node'
import { float32, floatsOf, openSession, runtimeOnProcessor, type ModelSession } from './session'

/** Large enough for the kernels that real weights meet. */
const rows = 4
const inner = 64
const columns = 16
/** The largest activation a byte holds, and the largest weight. */
const largest = { activation: 255, weight: 127 }

/**
 * Whether this processor's sums of products of unsigned activations and signed weights, 8 bits each, overflow: where it
 * has none of the newer instructions for them (VNNI, AMX), the runtime adds pairs of products in 16 bits, and large ones
 * are cut off. Computed, because no list of processors is complete (onnxruntime's documentation, "Quantize ONNX models":
 * when to use unsigned weights), and kept, because every worker would compute it anew on the way to the first sound
 * (26 to 124 ms, most of it for writing the model).
 * @param cacheDirectory where optimised forms are kept, and this beside them
 * @returns true also where it cannot be computed: what holds for such processors is right on any
 */
export async function doSignedProductsOverflow(cacheDirectory: string): Promise<boolean> {
  const key = sha256Of(runtimeOnProcessor()).slice(0, 32)
  const note = join(cacheDirectory, 'optimised', `signed-products-${key}.txt`)
  const noted = (await readIfThere(note))?.toString('latin1')
  if (noted === 'overflow' || noted === 'exact') return noted === 'overflow'
  try {
    const doOverflow = await compute()
    await replaceFile(note, Buffer.from(doOverflow ? 'overflow' : 'exact')).catch(ignoreUnwritable)
    return doOverflow
  } catch {
    return true
  }
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
  return floatsOf(y).every((sum) => sum === inner * largest.activation * largest.weight)
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

/** Not being able to remember it costs time at the next start, nothing else. */
function ignoreUnwritable(): void {}
