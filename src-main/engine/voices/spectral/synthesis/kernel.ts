import { assert } from '@contract/assert'
import wasm from './kernel/index.as.ts?wasm'
import { kernelTables } from './tables'

// The runtime's WebAssembly, as far as it is used: the engine is compiled without the browser's types, which own it.
interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: Record<string, unknown> }
}
const pageBytes = 65_536

/** The compiled kernel with its tables in place. Addresses are bytes in `memory`; nothing is checked, nothing traps. */
export interface Kernel {
  readonly memory: ArrayBuffer
  /** First byte of the space asked for; 16-byte aligned. */
  readonly base: number
  /** 300 pulse samples at `to` from the pitch of three frames; returns the new phase in turns. */
  pulses(to: number, previousHz: number, currentHz: number, nextHz: number, phaseTurns: number): number
  /** 300 samples of silence at `to`; returns the new phase in turns. */
  silence(to: number, phaseTurns: number): number
  /** Excitation spectra of four frames, one hop apart, beginning at `samples`. */
  analyse(samples: number): void
  /** Noise of one frame. */
  noise(seed: number, frame: number): void
  /** Speech spectrum of the frame in `lane` from a row of the decoder, the last noise and that lane's excitation. */
  combine(row: number, lane: number, isVoiced: number): void
  /** Adds the first `count` lanes to the samples at `to`, one hop apart. */
  overlapAdd(to: number, count: number): void
}

/**
 * Compiles the kernel into memory of its own.
 * @param spaceBytes room for the caller from `base` on; the memory never grows again, so views of it stay valid
 */
export function createKernel(spaceBytes: number): Kernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm))
  const base = callable(exports, 'dynamicBase')()
  const memory = memoryOf(exports)
  const missingBytes = base + spaceBytes - memory.buffer.byteLength
  if (missingBytes > 0) memory.grow(Math.ceil(missingBytes / pageBytes))
  for (const [name, table] of Object.entries(kernelTables())) {
    new Float32Array(memory.buffer, addressOf(exports, name), table.length).set(table)
  }
  return {
    memory: memory.buffer,
    base,
    pulses: callable(exports, 'pulses'),
    silence: callable(exports, 'silence'),
    analyse: callable(exports, 'analyse'),
    noise: callable(exports, 'noise'),
    combine: callable(exports, 'combine'),
    overlapAdd: callable(exports, 'overlapAdd'),
  }
}

type NumberFunction = (...values: number[]) => number

function callable(exports: Record<string, unknown>, name: string): NumberFunction {
  const value = exports[name]
  assert(typeof value === 'function', `the kernel exports the function ${name}`)
  return value as NumberFunction
}

function addressOf(exports: Record<string, unknown>, name: string): number {
  const value = exports[name]
  assert(typeof value === 'object' && value !== null && 'value' in value, `the kernel exports ${name}`)
  assert(typeof value.value === 'number', `${name} is an address`)
  return value.value
}

function memoryOf(exports: Record<string, unknown>): WebAssemblyMemory {
  const value = exports['memory']
  assert(typeof value === 'object' && value !== null && 'buffer' in value, 'the kernel exports its memory')
  return value as WebAssemblyMemory
}
