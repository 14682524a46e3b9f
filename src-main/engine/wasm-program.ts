import { assert } from '@contract/assert'

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

export type NumberFunction = (...values: number[]) => number

/** A program of our own in memory of its own. Addresses are bytes in `memory`; nothing is checked, nothing traps. */
export interface WasmProgram {
  readonly memory: ArrayBuffer
  /** First byte of the space asked for; 16-byte aligned. */
  readonly base: number
  callable(name: string): NumberFunction
  /** Where the region exported under this name begins. */
  addressOf(name: string): number
}

/**
 * Starts a program that exports `dynamicBase`, the first byte that is the host's.
 * @param spaceBytes room for the caller from `base` on; the memory never grows again, so views of it stay valid
 */
export function startProgram(wasm: Uint8Array, spaceBytes: number): WasmProgram {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm))
  const callable = (name: string): NumberFunction => {
    const value = exports[name]
    assert(typeof value === 'function', `the program exports the function ${name}`)
    return value as NumberFunction
  }
  const base = callable('dynamicBase')()
  const memory = memoryOf(exports)
  const missingBytes = base + spaceBytes - memory.buffer.byteLength
  if (missingBytes > 0) memory.grow(Math.ceil(missingBytes / pageBytes))
  return { memory: memory.buffer, base, callable, addressOf: (name) => addressOf(exports, name) }
}

function addressOf(exports: Record<string, unknown>, name: string): number {
  const value = exports[name]
  assert(typeof value === 'object' && value !== null && 'value' in value, `the program exports ${name}`)
  assert(typeof value.value === 'number', `${name} is an address`)
  return value.value
}

function memoryOf(exports: Record<string, unknown>): WebAssemblyMemory {
  const value = exports['memory']
  assert(typeof value === 'object' && value !== null && 'buffer' in value, 'the program exports its memory')
  return value as WebAssemblyMemory
}
