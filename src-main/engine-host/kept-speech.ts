import { AppError } from '@contract/errors'
import { clearSpeech, KeptSounds, keptNames, makeRoom, SpeechKeeping, SpeechRoom, Turns } from '../engine'
import { sleep } from './sleep'

/** The speech that is kept on this computer: whether any is, how much of it, and what there is. */
export interface KeptSpeech {
  /** What voices are loaded with. */
  readonly keeping: SpeechKeeping
  /** What is known of what there is. */
  readonly sounds: Pick<KeptSounds, 'has' | 'onChange'>
  /** Looks which sounds there are, where that was not done a moment ago: others may have kept or cleared some. Never rejects. */
  look(): Promise<void>
  /**
   * Keeps so much at the most from now on, at once; null: nothing, and what there is goes. Never rejects.
   * @returns settles when it is so on the disk
   */
  keepWithin(maxBytes: number | null): Promise<void>
  /** What it takes on the disk. @throws AppError 'speech/unreachable' */
  bytes(): Promise<number>
  /** Forgets all of it; what is said afterwards is kept again. @throws AppError 'speech/unreachable' */
  clear(): Promise<void>
}

/** How often it is looked whether there is time now to look through what is kept. */
const lookMilliseconds = 250
/** After so long it is looked through all the same: it must not grow for ever beside a voice that is never ahead. */
const maxWaitMilliseconds = 60_000
/** What others keep or remove is noticed by whoever asks so long after the last look. */
const lookAgainMilliseconds = 10_000

/**
 * Nothing is kept until it is said how much.
 * @param options.isQuiet whether nobody waits for sound
 * @param options.report told, once for each trouble, that the disk is full or fails; reading goes on
 */
export function createKeptSpeech(options: {
  directory: string
  isQuiet: () => boolean
  report: (error: AppError) => void
}): KeptSpeech {
  const { directory } = options
  const never = new AbortController().signal
  /** One look through the folder at a time. */
  const turns = new Turns()
  const report = (error: unknown): void => options.report(unreachable(directory, error))

  const whenQuiet = async (): Promise<void> => {
    for (let waited = 0; waited < maxWaitMilliseconds && !options.isQuiet(); waited += lookMilliseconds)
      await sleep(lookMilliseconds, never)
  }

  const sounds = new KeptSounds()
  let lookedAt = -Infinity
  const lookNow = async (): Promise<void> => {
    lookedAt = performance.now()
    const list = (): Promise<string[]> => (keeping.isOn ? keptNames(directory) : Promise.resolve([]))
    await turns.take(() => sounds.look(list)).catch(report)
  }

  const room = new SpeechRoom(directory, Infinity, report, { ready: whenQuiet, onMade: () => void lookNow() })
  const kept = (name: string, bytes: number): void => {
    sounds.add(name)
    room.grown(bytes)
  }
  const keeping = new SpeechKeeping(directory, { kept, failed: report }, false)

  return {
    keeping,
    sounds,
    look: () =>
      performance.now() - lookedAt < lookAgainMilliseconds ? turns.take(() => Promise.resolve()) : lookNow(),
    async keepWithin(maxBytes) {
      const set = keeping.setOn(maxBytes !== null)
      if (maxBytes !== null) {
        room.maxBytes = maxBytes
        await room.keep()
        return
      }
      // What was on its way to the disk goes as well.
      await set
      await turns.take(() => clearSpeech(directory)).catch(report)
      await lookNow()
    },
    bytes: () =>
      turns
        .take(() => makeRoom(directory, Infinity))
        .then(
          ({ bytes }) => bytes,
          (error: unknown) => {
            throw unreachable(directory, error)
          },
        ),
    async clear() {
      try {
        await turns.take(() => clearSpeech(directory))
        await lookNow()
        // A disk that was full may have room again.
        await keeping.setOn(keeping.isOn)
      } catch (error) {
        throw unreachable(directory, error)
      }
    },
  }
}

function unreachable(directory: string, cause: unknown): AppError {
  return new AppError('speech/unreachable', `Speech cannot be kept in ${directory}: ${String(cause)}`, {
    cause,
    retry: 'after-user-action',
  })
}
