import { AppError } from '@contract/errors'
import type { TextPosition } from '@contract/document'
import type { SpeechSettings } from '@contract/settings'
import type { VoiceOffer } from '@contract/speech'
import type { Language } from '../text/language/document-languages'
import { baseLanguage, isSameLanguage } from '../text/language/tags'
import { chooseVoice } from '../voices/choose-voice'
import type { Voice } from '../voices/voice'
import type { BorrowedVoice, VoiceEnsemble } from '../voices/voice-ensemble'
import type { PlacedSentence, SpokenDocument } from './spoken-document'
import { unlessAborted } from './unless-aborted'

/** Who reads a sentence. */
export interface Reader {
  readonly voice: Voice
  /** Of the sentence, as a tag; null when nothing tells it. */
  readonly language: Language
  /** When the sentence is rendered; may be called twice. */
  release(): void
}

/** Who reads what in one narration, which closes it when it ends. */
export interface Casting {
  /**
   * The voice is loaded.
   * @param isQuoted the part of the sentence that is meant stands between quotation marks
   * @throws `signal.reason`
   */
  readerOf(sentence: PlacedSentence, signal: AbortSignal, isQuoted?: boolean): Promise<Reader>
  /** Who reads instead of a reader that has failed; null when nobody can. */
  standIn(reader: Reader, error: unknown): Reader | null
  /** Loads the voices of what follows a place, in the background. */
  lookAhead(from: TextPosition): void
  /** Resolves when nothing is looked for ahead any more. */
  settled(): Promise<void>
  close(): void
}

/**
 * Told that the chosen voice reads what is not its own: a language, because no voice of it is here or that one failed;
 * null: quoted speech, because the voice set for it cannot be had.
 */
export type TellUnvoiced = (language: string | null, error: AppError | null) => void

/** Voices of a narration that are kept loaded for it, beside the chosen one: as many as the ensemble keeps. */
const keptVoices = 2
/** How far voices are looked for ahead: more text than is ever rendered in advance. */
const aheadBlocks = 40

/**
 * The chosen voice reads what is in its language, and everything while `settings` say so; other languages are read by
 * the voices of the ensemble, and what stands between quotation marks by the one that is set for it.
 * @param options.settings asked for every sentence
 * @param options.onUnvoiced at most once a language, and once for quoted speech
 */
export function createCasting(options: {
  voice: Voice
  document: SpokenDocument
  settings: () => SpeechSettings
  ensemble: VoiceEnsemble
  onUnvoiced: TellUnvoiced
}): Casting {
  const { voice, document, ensemble } = options
  const closing = new AbortController()
  const told = new Set<string | null>()
  const failed = new Set<string>()
  /** Voices borrowed and how many sentences are under way with them; the one used last comes last. */
  const kept = new Map<string, { readonly borrowed: Promise<BorrowedVoice>; sentences: number }>()
  let installed: Promise<readonly VoiceOffer[]> | null = null
  let looking: Promise<void> | null = null
  /** The block before which everything was looked at. */
  let lookedUntil = 0

  const chosen = (language: Language): Reader => ({ voice, language, release: () => undefined })

  const tell: TellUnvoiced = (language, error) => {
    const base = language && (baseLanguage(language) ?? language)
    if (told.has(base)) return
    told.add(base)
    options.onUnvoiced(language, error)
  }

  const installedVoices = (): Promise<readonly VoiceOffer[]> =>
    (installed ??= ensemble
      .offers()
      .then((offers) => offers.filter(({ missingBytes }) => missingBytes === 0)))

  /** Without one there is nothing to look for ahead, and no detector to load for it. */
  const hasOtherVoice = async (): Promise<boolean> =>
    options.settings().voicesByLanguage !== undefined ||
    (await installedVoices()).some(({ language }) => !isSameLanguage(language, voice.language))

  /**
   * @param onMissing told when no voice speaks the language, or why it is not known which are installed
   * @returns null: the chosen voice
   */
  const voiceFor = async (language: Language, onMissing: TellUnvoiced): Promise<string | null> => {
    const settings = options.settings()
    if (language === null || !settings.followLanguage) return null
    const isOwn = isSameLanguage(language, voice.language)
    if (isOwn && settings.voicesByLanguage === undefined) return null
    try {
      const id = chooseVoice(language, voice, await installedVoices(), settings)
      if (id === null) onMissing(language, null)
      return id === voice.id ? null : id
    } catch (error) {
      // A damaged manifest among the voices that were not chosen is no reason to be silent.
      if (!(error instanceof AppError)) throw error
      onMissing(language, error)
      return null
    }
  }

  /** @returns null: who reads quotes is not set, not here, has failed, or speaks another language than the text */
  const quoteVoiceFor = async (language: Language): Promise<VoiceOffer | null> => {
    const { quoteVoice, followLanguage } = options.settings()
    if (quoteVoice === null || failed.has(quoteVoice)) return null
    try {
      const offer = (await installedVoices()).find(({ id }) => id === quoteVoice)
      if (!offer) throw new AppError('voice/missing', `The voice ${quoteVoice} is not installed`)
      return !followLanguage || language === null || isSameLanguage(language, offer.language) ? offer : null
    } catch (error) {
      // Quotes are then read as all the rest is: neither a voice that is gone nor a damaged manifest ends the reading.
      if (!(error instanceof AppError)) throw error
      failed.add(quoteVoice)
      tell(null, error)
      return null
    }
  }

  const giveBack = (id: string): void => {
    const entry = kept.get(id)
    kept.delete(id)
    void entry?.borrowed.then(
      ({ release }) => release(),
      () => undefined,
    )
  }

  const makeRoom = (most: number): void => {
    for (const [id, { sentences }] of kept) {
      if (kept.size <= most) return
      if (sentences === 0) giveBack(id)
    }
  }

  const borrow = (id: string) => {
    const known = kept.get(id)
    if (!known) makeRoom(keptVoices - 1)
    const entry = known ?? { borrowed: ensemble.borrow(id, closing.signal), sentences: 0 }
    // Whoever waits for it hears of the failure; without one it must not count as unhandled.
    entry.borrowed.catch(() => undefined)
    kept.delete(id)
    kept.set(id, entry)
    return entry
  }

  const fail = (id: string, language: string, error: unknown): void => {
    if (!(error instanceof AppError)) throw error
    failed.add(id)
    giveBack(id)
    tell(id === options.settings().quoteVoice ? null : language, error)
  }

  const readBy = async (id: string, language: string, signal: AbortSignal): Promise<Reader> => {
    const entry = borrow(id)
    entry.sentences++
    let isReleased = false
    const release = (): void => {
      if (isReleased) return
      isReleased = true
      entry.sentences--
      makeRoom(keptVoices)
    }
    try {
      return { voice: (await unlessAborted(entry.borrowed, signal)).voice, language, release }
    } catch (error) {
      release()
      signal.throwIfAborted()
      fail(id, language, error)
      return chosen(language)
    }
  }

  const look = async (from: TextPosition): Promise<void> => {
    const last = Math.min(document.blocks.length, from.block + aheadBlocks)
    const wanted = new Set<string>()
    const quoteVoice = await quoteVoiceFor(null)
    if (quoteVoice && quoteVoice.id !== voice.id) wanted.add(quoteVoice.id)
    const { followLanguage } = options.settings()
    if (!followLanguage || !(await hasOtherVoice())) {
      for (const id of wanted) await borrow(id).borrowed
      return void (lookedUntil = last)
    }
    for (let block = from.block; block < last && wanted.size < keptVoices; block++) {
      // What is missing is told of when it is read.
      const id = await voiceFor(await document.languages.of(block), () => undefined)
      if (closing.signal.aborted) return
      if (id !== null && !failed.has(id)) wanted.add(id)
      lookedUntil = block + 1
      // What waits for this thread must not wait for the whole stretch.
      await new Promise((resolve) => setImmediate(resolve))
    }
    // One that is wanted must not make room for another.
    for (const id of wanted) if (kept.has(id)) borrow(id)
    for (const id of wanted) await borrow(id).borrowed
  }

  return {
    async readerOf({ block, startChar, endChar }, signal, isQuoted = false) {
      const { languages } = document
      const { followLanguage } = options.settings()
      const language = followLanguage
        ? (languages.marked(block, startChar, endChar) ?? (await languages.of(block)))
        : null
      const quoteVoice = isQuoted ? await quoteVoiceFor(language) : null
      signal.throwIfAborted()
      if (quoteVoice?.id === voice.id) return chosen(language)
      if (quoteVoice) return readBy(quoteVoice.id, language ?? quoteVoice.language, signal)
      if (!followLanguage) return chosen(null)
      const id = await voiceFor(language, tell)
      signal.throwIfAborted()
      return id === null || language === null || failed.has(id)
        ? chosen(language)
        : readBy(id, language, signal)
    },
    standIn(reader, error) {
      if (reader.voice === voice || reader.language === null || !(error instanceof AppError)) return null
      fail(reader.voice.id, reader.language, error)
      return chosen(reader.language)
    },
    lookAhead(from) {
      const isFarAhead = lookedUntil >= Math.min(document.blocks.length, from.block + aheadBlocks / 2)
      const { followLanguage, quoteVoice } = options.settings()
      if (!followLanguage && quoteVoice === null) return
      if (isFarAhead || looking || closing.signal.aborted) return
      // A voice that cannot be had is told of when its first sentence comes, and that the reading has ended is no news.
      looking = look(from)
        .catch((error: unknown) => {
          if (!(error instanceof AppError) && !closing.signal.aborted) throw error
        })
        .finally(() => (looking = null))
    },
    settled: async () => looking ?? undefined,
    close() {
      closing.abort(new Error('The narration has ended'))
      for (const id of [...kept.keys()]) giveBack(id)
    },
  }
}
