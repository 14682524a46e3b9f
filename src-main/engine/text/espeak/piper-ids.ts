/** Symbols of a Piper model and their numbers, as `phoneme_id_map` of the voice's settings has them. */
export type PhonemeIdMap = Readonly<Record<string, readonly number[] | undefined>>

export interface PiperIds {
  ids: number[]
  /** For each UTF-16 unit of the phonemes, the index in `ids` of its first number; -1 where the model lacks it. */
  idOfPhoneme: Int32Array
  /** Phonemes that the model lacks, each once, in order of appearance. */
  unknown: string[]
}

const start = '^'
const pad = '_'
const end = '$'

/**
 * The numbers a Piper model is given: start, then each phoneme, with a pad after every one of them, then end (the
 * order Piper voices are trained with). Phonemes the model lacks are left out and reported.
 * @param phonemes one UTF-16 unit each
 */
export function toPiperIds(phonemes: string, phonemeIdMap: PhonemeIdMap): PiperIds {
  const known = new Map(Object.entries(phonemeIdMap))
  const padIds = known.get(pad) ?? []
  const ids: number[] = [...(known.get(start) ?? []), ...padIds]
  const idOfPhoneme = new Int32Array(phonemes.length).fill(-1)
  const unknown = new Set<string>()
  for (let index = 0; index < phonemes.length; index++) {
    const phoneme = phonemes.charAt(index)
    const phonemeIds = known.get(phoneme)
    if (phonemeIds === undefined || phonemeIds.length === 0) {
      unknown.add(phoneme)
      continue
    }
    idOfPhoneme[index] = ids.length
    ids.push(...phonemeIds, ...padIds)
  }
  ids.push(...(known.get(end) ?? []))
  return { ids, idOfPhoneme, unknown: [...unknown] }
}
