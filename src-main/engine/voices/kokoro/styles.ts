import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import type { Variant } from '../../text/en'
import type { KokoroManifest } from '../store/manifest'

/** Floats of one style vector. */
export const styleFloats = 256
/** A style has one vector for every length of the text in tokens, from 0. */
const styleRows = 510

/** How a voice is to sound: one style, or a second one mixed in. */
export interface StyleChoice {
  readonly name: string
  readonly blend?: {
    readonly name: string
    /** Share of the second style, 0..1. */
    readonly weight: number
  }
}

/** The vectors of a style, or of the blend of two. */
export interface Style {
  /** @param tokens length of the text; @returns float32 [256], owned by the receiver */
  vectorFor(tokens: number): Float32Array<ArrayBuffer>
  readonly variant: Variant
}

/** What a person may write: "af_heart", "af_heart+af_bella", "af_heart+af_bella:0.4". */
const written = /^(?<name>[a-z0-9_]+)(?:\+(?<blend>[a-z0-9_]+)(?::(?<weight>\d+(?:\.\d+)?))?)?$/

/**
 * Understands which style is meant; of two without a weight, half of each.
 * @param choice absent: the voice's own
 * @throws AppError 'voice/incompatible' when it cannot be understood, or when there is no such style
 */
export function parseStyle(choice: string | undefined, { id, style, styles }: KokoroManifest): StyleChoice {
  const text = choice ?? style
  const { name, blend, weight } = written.exec(text)?.groups ?? {}
  if (name === undefined) throw refuse(text, `cannot be read: write NAME, NAME+NAME or NAME+NAME:0.4`)
  for (const one of blend === undefined ? [name] : [name, blend]) {
    if (!Object.hasOwn(styles, one))
      throw refuse(one, `is none of ${id}, which has ${Object.keys(styles).join(', ')}`)
  }
  if (blend === undefined) return { name }
  const share = weight === undefined ? 0.5 : Number(weight)
  if (share > 1) throw refuse(text, 'has a weight over 1: it is the share of the second style, 0 to 1')
  return { name, blend: { name: blend, weight: share } }
}

/**
 * Reads the vectors of a style. A blend has the pronunciation of its first style.
 * @throws AppError 'voice/missing' when a file is not there, 'voice/incompatible' when it does not hold vectors
 */
export async function loadStyle(
  choice: StyleChoice,
  manifest: KokoroManifest,
  filesDirectory: string,
): Promise<Style> {
  const read = (name: string) => readVectors(join(filesDirectory, manifest.styles[name]))
  const first = await read(choice.name)
  const second = choice.blend ? await read(choice.blend.name) : first
  const weight = choice.blend?.weight ?? 0
  return {
    variant: variantOf(choice.name),
    vectorFor(tokens) {
      const start = Math.min(Math.max(tokens, 0), styleRows - 1) * styleFloats
      return Float32Array.from(first.subarray(start, start + styleFloats), (value, index) =>
        weight === 0 ? value : value * (1 - weight) + second[start + index] * weight,
      )
    },
  }
}

async function readVectors(path: string): Promise<Float32Array> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, { cause, retry: 'after-user-action' })
  }
  const expected = styleRows * styleFloats * Float32Array.BYTES_PER_ELEMENT
  if (bytes.byteLength !== expected)
    throw new AppError('voice/incompatible', `${path} has ${bytes.byteLength} bytes, not ${expected}`, {
      details: { path, reason: 'style' },
    })
  // A copy: the bytes of a file are not aligned to four.
  const vectors = new Float32Array(new Uint8Array(bytes).buffer)
  if (!vectors.every(Number.isFinite))
    throw new AppError('voice/incompatible', `${path} holds what is no number`, {
      details: { path, reason: 'style' },
    })
  return vectors
}

/**
 * The first letter of a style's name is the language of its speaker. Lector says English with all of them, in American
 * sounds unless the speaker is British: the sounds of other languages it has only in another alphabet than Kokoro's.
 */
function variantOf(name: string): Variant {
  return name.startsWith('b') ? 'gb' : 'us'
}

function refuse(style: string, why: string): AppError {
  return new AppError('voice/incompatible', `The style ${style} ${why}`, {
    details: { reason: 'speaker', speaker: style },
    retry: 'after-user-action',
  })
}
