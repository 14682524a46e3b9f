import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Begins every entry; another form of the entries has another one. */
const magic = Buffer.from('LECTOR1\n')
const digestBytes = 32
const headBytes = magic.length + digestBytes

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

/**
 * Speech that was made once, by what it was made of: what a voice made of a text, and the samples of each utterance as its
 * vocoder left them, before anything that a listener or a file may want otherwise (speed beyond the voice's own, rate,
 * loudness). An entry is a file under its address, with a digest of its content: one that is damaged or half written is
 * none. Works on files synchronously: it belongs into a worker thread, between two runs that block it anyway.
 */
export class SpeechCache {
  #isWritable = true

  /** @param directory made when something is first kept; may be shared by processes */
  constructor(private readonly directory: string) {}

  /** @returns null: it is not kept */
  utterances(address: string): KeptUtterance[] | null {
    const content = this.#read(`${address}.json`)
    if (!content) return null
    const parsed = keptUtterancesSchema.safeParse(parseJson(content))
    return parsed.success ? parsed.data : null
  }

  keepUtterances(address: string, utterances: readonly KeptUtterance[]): void {
    this.#write(`${address}.json`, Buffer.from(JSON.stringify(utterances)))
  }

  /** @returns samples as they were kept, owned by the caller; null: they are not */
  sound(address: string): Float32Array<ArrayBuffer> | null {
    const content = this.#read(`${address}.f32`)
    if (!content || content.length % 4 !== 0) return null
    const bytes = new Uint8Array(content.length)
    bytes.set(content)
    return new Float32Array(bytes.buffer)
  }

  keepSound(address: string, samples: Float32Array): void {
    this.#write(`${address}.f32`, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
  }

  #pathOf(name: string): string {
    return join(this.directory, name.slice(0, 2), name.slice(2))
  }

  #read(name: string): Buffer | null {
    const path = this.#pathOf(name)
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch {
      return null
    }
    const content = bytes.subarray(headBytes)
    const isWhole =
      bytes.subarray(0, magic.length).equals(magic) &&
      bytes.subarray(magic.length, headBytes).equals(digestOf(content))
    try {
      const now = new Date()
      // What is used stays longest.
      if (isWhole) utimesSync(path, now, now)
      else rmSync(path, { force: true })
    } catch {
      // A folder that may only be read serves as well; what is damaged in it is made again each time.
    }
    return isWhole ? content : null
  }

  /** What cannot be kept is made again: a full disk or a folder that may not be written ends the keeping, not the reading. */
  #write(name: string, content: Uint8Array): void {
    if (!this.#isWritable) return
    const path = this.#pathOf(name)
    const beside = `${path}.${randomBytes(6).toString('hex')}`
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(beside, Buffer.concat([magic, digestOf(content), content]), { flag: 'wx' })
      renameSync(beside, path)
    } catch {
      this.#isWritable = false
      remove(beside)
    }
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing can be written there is nothing to remove.
  }
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest()
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
