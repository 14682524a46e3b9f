import { AppError } from '@contract/errors'
import { addressOf, codeAddress } from '../../speech-cache/addresses'
import type { Casting } from '../../streaming/casting'
import type { Voice } from '../../voices/voice'
import type { Journal } from './journal'
import type { ExportPoint, ProgressRecord, VoiceRecord } from './progress-record'
import type { JobMeans } from './job-means'

/** Who reads a job, held to what it was begun with: a recording is not to be half one voice and half another. */
export class JobVoices {
  readonly #noted = new Map<string, { readonly address: string; readonly done: Promise<void> }>()

  private constructor(
    private readonly means: Pick<JobMeans, 'voice' | 'casting' | 'signal'>,
    private readonly code: string,
  ) {}

  static async of(means: Pick<JobMeans, 'voice' | 'casting' | 'signal' | 'codePath'>): Promise<JobVoices> {
    return new JobVoices(means, await codeAddress(means.codePath ?? __filename))
  }

  /**
   * Which of those that were noted at a point is another one now, or reads no more what it read: each is asked for by the
   * sentence that it was first asked to read, and thereby loaded, before anything is rendered.
   * @returns its id; null: none
   * @throws `signal.reason`
   */
  async changedSince({ voices }: ExportPoint): Promise<string | null> {
    const { voice, casting, signal } = this.means
    // What was begun before voices were noted is not known to be of this one.
    if (voices.get(voice.id)?.address !== this.#addressOf(voice)) return voice.id
    for (const { voice: id, address, asked } of voices.values()) {
      if (!asked) continue
      const reader = await casting?.readerOf(asked, signal, asked.isQuoted)
      const isSame = reader?.voice.id === id && this.#addressOf(reader.voice) === address
      reader?.release()
      if (!isSame) return id
    }
    return null
  }

  /**
   * Notes the job's voice, and from now on every other one before it reads.
   * @param point where the journal's job is taken up
   * @returns who reads what
   * @throws as `Journal.add`
   */
  async noteIn(journal: Journal<ProgressRecord>, point: ExportPoint): Promise<Casting | undefined> {
    const { voice, casting } = this.means
    for (const { voice: id, address } of point.voices.values())
      this.#noted.set(id, { address, done: Promise.resolve() })
    await this.#note(journal, voice, null)
    return (
      casting && {
        ...casting,
        readerOf: async (sentence, signal, isQuoted = false) => {
          const reader = await casting.readerOf(sentence, signal, isQuoted)
          if (reader.voice.id === voice.id) return reader
          const { block, startChar, endChar } = sentence
          try {
            await this.#note(journal, reader.voice, { block, startChar, endChar, isQuoted })
          } catch (error) {
            reader.release()
            throw error
          }
          return reader
        },
      }
    )
  }

  async #note(journal: Journal<ProgressRecord>, voice: Voice, asked: VoiceRecord['asked']): Promise<void> {
    const address = this.#addressOf(voice)
    const known = this.#noted.get(voice.id)
    // It was let go meanwhile, and loaded once more.
    if (known && known.address !== address)
      throw new AppError('engine/crashed', `The voice ${voice.id} became another one while it read`, {
        retry: 'now',
      })
    const noted = known ?? {
      address,
      done: journal.add({ kind: 'voice', voice: voice.id, address, asked }),
    }
    this.#noted.set(voice.id, noted)
    await noted.done
  }

  /** Of what a voice says when it is told to by this code. */
  #addressOf({ address }: Voice): string {
    return addressOf([this.code, address])
  }
}
