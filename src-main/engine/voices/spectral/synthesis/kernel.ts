import { startProgram } from '../../../wasm-program'
import wasm from './kernel/index.as.ts?wasm'
import { kernelTables } from './tables'

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
  const { memory, base, callable, addressOf } = startProgram(wasm, spaceBytes)
  for (const [name, table] of Object.entries(kernelTables())) {
    new Float32Array(memory, addressOf(name), table.length).set(table)
  }
  return {
    memory,
    base,
    pulses: callable('pulses'),
    silence: callable('silence'),
    analyse: callable('analyse'),
    noise: callable('noise'),
    combine: callable('combine'),
    overlapAdd: callable('overlapAdd'),
  }
}
