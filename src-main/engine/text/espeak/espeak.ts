import type { EspeakEvent, EspeakWorker } from '@echogarden/espeak-ng-emscripten'
import { AppError } from '@contract/errors'

/** Sounds that espeak says in one breath, and where in the text their word begins. */
export interface SoundGroup {
  /** Position of the word's first character, in code points from the start of the text. */
  position: number
  /** IPA of one sound each, stress and tone marks included, canonically decomposed; never empty. */
  sounds: string[]
}

/** One espeak-ng with one voice; not to be shared by languages. */
export interface Espeak {
  /**
   * What espeak says for a clause, by its own word events. Several groups can stand at one place (a number said in
   * several words) and one group can stand for several printed words ("out of").
   * @param text at most `maxClauseBytes` long, without control characters and lone surrogates
   */
  pronounce(text: string): SoundGroup[]
  /** May be called twice. */
  dispose(): void
}

/** Longest text in UTF-8 for one call: espeak counts positions in 11 bits and keeps 800 bytes of a clause. */
export const maxClauseBytes = 600

/** Header of espeak's sound data: four bytes of version, then the sample rate (voice loading code of espeak-ng 1.52). */
const soundData = { path: '/usr/share/espeak-ng-data/phondata', sampleRateOffset: 4 }
/**
 * Word events come only with sound, which nobody hears here. At this rate making it costs nearly nothing: twelve
 * words take 2 ms instead of 18 ms at 22,050 Hz; phonemes and events stay the same.
 */
const sampleRateHz = 200
/** The fastest that espeak speaks, for the same reason. */
const wordsPerMinute = 450

/**
 * Loads espeak-ng (GPL-3.0-or-later, compiled to JavaScript) with the data of all its languages.
 * @param voice name of an espeak voice, as a Piper voice's settings give it: 'en-us', 'de', 'pt-br', 'cmn'
 * @throws AppError 'voice/incompatible' when espeak has no such voice
 */
export async function loadEspeak(voice: string): Promise<Espeak> {
  // Loaded here, and not with this file, because the data are large and most readers never need them.
  const [{ default: instantiate }, { default: data }] = await Promise.all([
    import('@echogarden/espeak-ng-emscripten'),
    import('@echogarden/espeak-ng-emscripten/espeak-ng.data?bytes'),
  ])
  const ignore = (): void => undefined
  const module = await instantiate({
    // Not copied, though all instances share it: the only write is the one below, the same for all.
    getPreloadedPackage: () => data.buffer,
    print: ignore,
    printErr: ignore,
  })
  const file = module.FS.open(soundData.path, 'r+')
  const rate = new Uint8Array(4)
  new DataView(rate.buffer).setUint32(0, sampleRateHz, true)
  module.FS.write(file, rate, 0, rate.length, soundData.sampleRateOffset)
  module.FS.close(file)

  let worker: EspeakWorker | undefined = new module.eSpeakNGWorker()
  if (voice === '' || worker.set_voice(voice, voice) !== 0)
    throw new AppError('voice/incompatible', `espeak-ng has no voice "${voice}"`, { details: { voice } })
  worker.set_rate(wordsPerMinute)

  return {
    pronounce(text) {
      if (worker === undefined) throw new Error('espeak was disposed of')
      const events: EspeakEvent[] = []
      const trace = worker.synthesize_and_get_phonemes(text, (_samples, chunk) => {
        events.push(...chunk)
        return false
      })
      return matchGroups(spokenGroups(events), tracedGroups(trace))
    },
    dispose() {
      worker?.__destroy__()
      worker = undefined
    },
  }
}

/** A change of language inside a text is marked "(en)"; it is no sound. */
const languageSwitch = /\([^)]*\)/g

/** The sounds as espeak writes them, word by word. */
function tracedGroups(trace: string): string[][] {
  return trace
    .normalize('NFD')
    .replace(languageSwitch, '')
    .split(/\s+/)
    .map((group) => group.split('_').filter((sound) => sound !== ''))
    .filter((sounds) => sounds.length > 0)
}

/** The sounds as the events tell them: their places are right, but a sound's text lacks its tone and ends after 8 bytes. */
function spokenGroups(events: readonly EspeakEvent[]): SoundGroup[] {
  const groups: SoundGroup[] = []
  for (const { type, text_position, id } of events) {
    if (type === 'word') groups.push({ position: text_position - 1, sounds: [] })
    if (type !== 'phoneme' || typeof id !== 'string') continue
    const sound = id.normalize('NFD').replace(languageSwitch, '')
    if (sound !== '') groups.at(-1)?.sounds.push(sound)
  }
  return groups.filter(({ sounds }) => sounds.length > 0)
}

/** Places from the events, sounds from the trace: both come of one list of phonemes, so groups stand side by side. */
function matchGroups(spoken: SoundGroup[], traced: string[][]): SoundGroup[] {
  if (spoken.length !== traced.length) return spoken
  return spoken.map(({ position }, index) => ({ position, sounds: traced[index] }))
}
