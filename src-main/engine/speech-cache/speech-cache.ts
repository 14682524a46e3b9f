import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { contentDigest, contentDigestBytes } from './content-digest'
import { Rooms } from './rooms'
import { speechDisk, type ReadSpeech, type SpeechDisk } from './speech-disk'

/** Begins every entry; another form of the entries has another one. */
const magic = Buffer.from('LECTOR2\n')
const headBytes = magic.length + contentDigestBytes
/** What was used so lately counts as new: to say so again would cost a call to the disk. */
const newMilliseconds = 60 * 60 * 1_000
/** What waits to be written is in memory: ten minutes of speech. More of it is not kept, because the disk is too slow. */
const maxWaitingBytes = 64 * 2 ** 20
/** What a disk has not brought by then is made sooner than it comes. One that works takes 1 to 3, where others are busy with it up to 50. */
const patienceMilliseconds = 250
/** A timer that is later than this was held up by its own thread. */
const latenessMilliseconds = 5
/** A disk that failed, or did not answer in time, is left alone for so long: every further question might hang as well. */
const restMilliseconds = 60_000

const keptUtteranceSchema = z.object({
  startChar: z.number().int().nonnegative(),
  endChar: z.number().int().nonnegative(),
  frames: z.number().int().nonnegative(),
  samples: z.number().int().nonnegative(),
  quietSample: z.number(),
  words: z.array(
    z.object({
      startChar: z.number().int().nonnegative(),
      endChar: z.number().int().nonnegative(),
      startSample: z.number(),
      endSample: z.number(),
    }),
  ),
  skipped: z.array(z.object({ symbol: z.string(), count: z.number().int().positive() })),
})
/** An utterance without its features: what of it is known before it is rendered. */
export type KeptUtterance = z.infer<typeof keptUtteranceSchema>
const keptUtterancesSchema = z.array(keptUtteranceSchema)

/** Who is told what becomes of what is kept. */
export interface SpeechCacheListener {
  /** So much more lies on the disk, under that name. */
  kept(name: string, bytes: number): void
  /** Nothing can be kept any more: the disk is full, or may not be written to. Told once, until the keeping is renewed. */
  failed(error: unknown): void
}

/**
 * Speech that was made once, by what it was made of: what a voice made of a text, and the samples of each utterance as its
 * vocoder left them, before anything that a listener or a file may want otherwise (speed beyond the voice's own, rate,
 * loudness). An entry is a file under its address, with a digest of its content: one that is damaged or half written is
 * none. Whoever speaks never waits for the disk: what it does not bring at once is made again, and what is kept is
 * written while the voice goes on.
 */
export class SpeechCache {
  readonly #disk: SpeechDisk
  readonly #rooms = new Rooms()
  #isOn: boolean
  #hasFailed = false
  #restsUntil = -Infinity
  #waitingBytes = 0
  #writing: Promise<void> = Promise.resolve()

  /** @param directory made when something is first kept; may be shared by processes */
  constructor(
    private readonly directory: string,
    private readonly listener: SpeechCacheListener = { kept: () => undefined, failed: () => undefined },
    options: { isOn?: boolean; disk?: SpeechDisk } = {},
  ) {
    this.#isOn = options.isOn ?? true
    this.#disk = options.disk ?? speechDisk
  }

  /**
   * Keeps from now on, also where it had failed; or neither keeps nor gives back.
   * @returns settles when nothing is on its way to the disk any more
   */
  setOn(isOn: boolean): Promise<void> {
    this.#isOn = isOn
    this.#hasFailed = false
    this.#restsUntil = -Infinity
    return this.settled()
  }

  /** Resolves when all that is to be kept is. */
  settled(): Promise<void> {
    return this.#writing
  }

  /** @returns null: it is not kept, or the disk takes its time */
  async utterances(address: string): Promise<KeptUtterance[] | null> {
    const content = await this.#read(`${address}.json`)
    if (!content) return null
    const parsed = keptUtterancesSchema.safeParse(parseJson(content))
    this.#rooms.giveBack(content.buffer)
    return parsed.success ? parsed.data : null
  }

  keepUtterances(address: string, utterances: readonly KeptUtterance[]): void {
    this.#write(`${address}.json`, Buffer.from(JSON.stringify(utterances)))
  }

  /** @returns samples as they were kept, the caller's until `done`; null as of `utterances` */
  async sound(address: string): Promise<Float32Array<ArrayBuffer> | null> {
    const content = await this.#read(soundName(address))
    if (!content || content.length % 4 !== 0) return null
    return new Float32Array(content.buffer, content.byteOffset, content.length / 4)
  }

  /** Takes back the memory of what `sound` returned, which nobody looks at any more. */
  done(samples: Float32Array<ArrayBuffer>): void {
    this.#rooms.giveBack(samples.buffer)
  }

  /** @param samples not changed any more */
  keepSound(address: string, samples: Float32Array): void {
    this.#write(soundName(address), Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
  }

  async #read(name: string): Promise<Buffer<ArrayBuffer> | null> {
    if (!this.#isOn || performance.now() < this.#restsUntil) return null
    const found = await this.#soon(this.#disk.read(this.directory, name, (bytes) => this.#rooms.take(bytes)))
    if (!found) return null
    const { bytes, usedAt } = found
    const content = bytes.subarray(headBytes)
    const isWhole =
      bytes.subarray(0, magic.length).equals(magic) &&
      bytes.subarray(magic.length, headBytes).equals(await contentDigest(content))
    // What is used stays longest. A folder that may only be read serves as well; what is damaged in it is made again each time.
    if (!isWhole) this.#disk.remove(this.directory, name).catch(() => undefined)
    else if (Date.now() - usedAt > newMilliseconds)
      this.#disk.touch(this.directory, name).catch(() => undefined)
    return isWhole ? content : null
  }

  /** What was read, unless it takes too long while this thread has nothing else to do. */
  async #soon(reading: Promise<ReadSpeech | null>): Promise<ReadSpeech | null> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      const wait = (): void => {
        const due = performance.now() + patienceMilliseconds
        timer = setTimeout(() => {
          // A run blocks this thread: what the disk brought meanwhile has not been looked at.
          if (performance.now() - due > latenessMilliseconds) return wait()
          this.#rest()
          resolve(null)
        }, patienceMilliseconds)
      }
      wait()
    })
    try {
      return await Promise.race([reading, late])
    } catch (error) {
      this.#fail(error)
      this.#rest()
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  #write(name: string, content: Uint8Array): void {
    const isTooMuch = this.#waitingBytes + content.length > maxWaitingBytes
    if (!this.#isOn || this.#hasFailed || isTooMuch || performance.now() < this.#restsUntil) return
    this.#waitingBytes += content.length
    this.#writing = this.#writing
      .then(() => this.#writeNow(name, content))
      .finally(() => (this.#waitingBytes -= content.length))
  }

  async #writeNow(name: string, content: Uint8Array): Promise<void> {
    if (!this.#isOn || this.#hasFailed) return
    try {
      const head = Buffer.concat([magic, await contentDigest(content)])
      const suffix = randomBytes(6).toString('hex')
      const isKept = await this.#disk.write(this.directory, name, suffix, [head, content])
      if (isKept) this.listener.kept(name, head.length + content.length)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** What cannot be kept or read is made again: a full disk or one that fails ends the keeping, not the reading. */
  #fail(error: unknown): void {
    if (!this.#hasFailed) this.listener.failed(error)
    this.#hasFailed = true
  }

  #rest(): void {
    this.#restsUntil = performance.now() + restMilliseconds
  }
}

/** What samples are kept under. */
export function soundName(address: string): string {
  return `${address}.f32`
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
