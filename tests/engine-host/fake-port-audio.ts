import type { SystemAudio, SystemOutput } from '../../src-main/engine-host/system-audio'

/** A device in this process: a bounded queue of buffers that the test plays one by one. */
export interface FakePortAudio {
  readonly audio: SystemAudio
  /** Everything played so far. */
  readonly played: number[]
  readonly quits: string[]
  opened: number
  /** Plays so many buffers, as soon as they are written. */
  play(buffers: number): Promise<void>
  /** Every later write answers with an error. */
  breakDown(): void
}

/** Lets promises settle. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function createFakePortAudio(): FakePortAudio {
  const queue: Float32Array[] = []
  const waiting: (() => void)[] = []
  let error: Error | undefined
  let maxQueue = 0
  const output: SystemOutput = {
    start: () => undefined,
    async write(buffer) {
      while (queue.length >= maxQueue && !error) await new Promise<void>((resolve) => waiting.push(resolve))
      queue.push(new Float32Array(new Uint8Array(buffer).buffer))
      return error
    },
    async quit(how) {
      fake.quits.push(how)
      waiting.splice(0).forEach((wake) => wake())
    },
  }
  const fake: FakePortAudio = {
    audio: {
      open: ({ outOptions }) => {
        maxQueue = outOptions.maxQueue
        fake.opened++
        return output
      },
      unavailable: null,
    },
    played: [],
    quits: [],
    opened: 0,
    async play(buffers) {
      for (let count = 0; count < buffers; count++) {
        for (let turns = 0; turns < 20 && queue.length === 0; turns++) await turn()
        fake.played.push(...(queue.shift() ?? []))
        waiting.shift()?.()
        await turn()
      }
    },
    breakDown() {
      error = new Error('the device was unplugged')
      waiting.splice(0).forEach((wake) => wake())
    },
  }
  return fake
}
