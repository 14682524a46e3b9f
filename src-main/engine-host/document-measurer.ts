import { AppError } from '@contract/errors'
import type { SpeechSettings } from '@contract/settings'
import type { TextChange } from '@contract/text-change'
import {
  afresh,
  areTimesOf,
  DocumentTimes,
  measureSentence,
  sentenceKey,
  tempoFor,
  type Casting,
  type SentenceTimes,
  type SpokenDocument,
  type Voice,
} from '../engine'
import { blocksAsTheyCome, inReadingOrder } from './block-order'
import type { KeptSpeech } from './kept-speech'
import { createKeptTeller, type KeptEvent } from './kept-teller'
import { createMeasureTeller, type MeasuredEvent, type MeasureRequest } from './measure-teller'
import { sleep } from './sleep'
import type { VoiceLease } from './voice-holder'

/** Measures one document in the background, for as long as it is held. */
export interface DocumentMeasurer {
  /** In place of what was asked before; what is known of the document already is told at once. */
  measure(request: MeasureRequest): void
  /** The document is said otherwise from now on: what was known is not true any more. */
  forget(): void
  /** The document has become another one: what is not changed is as long as it was. */
  revise(document: SpokenDocument, change: TextChange): void
  /** Ends what is under way, until the next `measure`. */
  stop(): void
}

/** After a request, before the voice is asked for anything: whoever opens a document may want to hear it first. */
const graceMilliseconds = 400
/**
 * For as many times as long as a sentence took the voice is left alone: a run cannot be broken off, and whoever clicks
 * meanwhile waits for it.
 */
const restPerWork = 3
/** How often it is looked whether there is time now. */
const lookMilliseconds = 50
/** Blocks known already that are told in one message: what waits for this thread must not wait for a book. */
const blocksPerMessage = 400
/** Sentences of changed blocks whose lengths are kept. */
const maxPassingSentences = 2_000
/** Documents are measured for so many tempos at once: going back to a speed or a pause inside sentences costs nothing. */
const keptPaces = 3

/**
 * @param options.isQuiet whether the voice has time: nobody waits for sound, and no export is under way
 * @param options.keptSpeech what is told of as far as the document is measured; absent: nothing is kept
 * @param options.cast who reads what beside the chosen voice; absent: it reads everything
 */
export function createDocumentMeasurer(options: {
  document: SpokenDocument
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  cast?: ((voice: Voice, settings: () => SpeechSettings, document: SpokenDocument) => Casting) | undefined
  keptSpeech?: Pick<KeptSpeech, 'sounds' | 'look'> | undefined
  isQuiet: () => boolean
  emit: (event: MeasuredEvent | KeptEvent) => void
}): DocumentMeasurer {
  let { document } = options
  /** The one used last comes last. */
  const known = new Map<string, DocumentTimes>()
  /** Of each, sentences of blocks that were changed since, by what is said of them. */
  const passing = new WeakMap<DocumentTimes, Map<string, SentenceTimes>>()
  let lastVoice: Voice | null = null
  let controller = new AbortController()

  const timesFor = (voice: Voice, settings: SpeechSettings): DocumentTimes => {
    if (voice !== lastVoice) known.clear()
    lastVoice = voice
    const { followLanguage, voicesByLanguage, quoteVoice } = settings
    const tempo = tempoFor(voice.pace, settings)
    const key = JSON.stringify([tempo, followLanguage, voicesByLanguage, quoteVoice])
    const times = known.get(key) ?? new DocumentTimes(document)
    known.delete(key)
    known.set(key, times)
    for (const old of known.keys()) if (known.size > keptPaces) known.delete(old)
    return times
  }

  const run = async (request: MeasureRequest, signal: AbortSignal): Promise<void> => {
    const lease = await options.borrowVoice(signal)
    const { voice } = lease
    const measured = document
    // A book that is looked at need not be heard: what is kept is what was said.
    const analyst = afresh(voice)
    const casting = options.cast?.(analyst, () => request.settings, measured)
    try {
      const sampleRateHz = request.sampleRateHz ?? voice.sampleRateHz
      const times = timesFor(voice, request.settings)
      const { keptSpeech, emit } = options
      const teller = createMeasureTeller({ request, times, sampleRateHz, emit })
      const keptTeller =
        keptSpeech &&
        createKeptTeller({ request, times, document: measured, sounds: keptSpeech.sounds, signal, emit })
      void keptSpeech?.look()
      // Another device makes other sounds.
      const stopFollowing = voice.onDeviceChange?.(() => measure(request))
      if (stopFollowing) signal.addEventListener('abort', stopFollowing, { once: true })
      const { settings } = request
      let untold = 0
      for (const block of inReadingOrder(measured, request.from)) {
        if (!times.has(block, settings)) continue
        teller.add(block)
        keptTeller?.add(block)
        if (++untold % blocksPerMessage > 0) continue
        teller.tell(false)
        await sleep(0, signal)
      }
      teller.tell(false)
      await sleep(graceMilliseconds, signal)
      for await (const block of blocksAsTheyCome(measured, request.from, signal)) {
        if (!times.has(block, settings)) {
          const sentences: SentenceTimes[] = []
          for (const range of measured.sentencesOf(block)) {
            const same = passing.get(times)?.get(sentenceKey(measured, { block, ...range }))
            if (same && areTimesOf(same, settings)) {
              sentences.push(same)
              continue
            }
            while (!options.isQuiet()) await sleep(lookMilliseconds, signal)
            const startedAt = performance.now()
            const analysis = { document: measured, voice: analyst, casting, settings, signal }
            sentences.push(await measureSentence({ block, ...range }, analysis).catch(ofWhatCannotBeSaid))
            await sleep(restPerWork * (performance.now() - startedAt), signal)
          }
          times.set(block, sentences)
          teller.add(block)
          keptTeller?.add(block)
          const next = sentences.at(-1)?.length === 0 ? times.nextTouchedBy(block) : null
          if (next !== null && times.has(next, settings)) teller.add(next)
        }
        teller.tellSometimes()
      }
      teller.tell(true)
    } finally {
      casting?.close()
      lease.release()
    }
  }

  const measure = (request: MeasureRequest): void => {
    controller.abort(new Error('Another measure was asked for'))
    const mine = (controller = new AbortController())
    run(request, mine.signal).catch((error: unknown) => {
      // Why there is no voice is told to the page by who loads it; lengths are reckoned then.
      if (!mine.signal.aborted && !(error instanceof AppError)) throw error
    })
  }

  return {
    measure,
    forget() {
      controller.abort(new Error('The document is said otherwise'))
      known.clear()
    },
    revise(next, change) {
      controller.abort(new Error('The document is another one'))
      document = next
      for (const [key, before] of known) {
        const { times, known: sentences } = before.revised(next, change, sentenceKey)
        // A sentence that was taken away may come back; what one paragraph was stays few.
        const all = [...(passing.get(before) ?? []), ...sentences].slice(-maxPassingSentences)
        passing.set(times, new Map(all))
        known.set(key, times)
      }
    },
    stop() {
      controller.abort(new Error('Nothing is to be measured'))
    },
  }
}

/** The reading ends there and says so; the rest of the document has lengths all the same. @throws every other failure */
function ofWhatCannotBeSaid(error: unknown): SentenceTimes {
  if (error instanceof AppError && error.code === 'text/sentence-too-long') return []
  throw error
}
