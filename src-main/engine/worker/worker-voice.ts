import { AppError } from '@contract/errors'
import {
  loadedAddress,
  soundAddress,
  textAddress,
  utteranceAddress,
  voiceAddress,
} from '../speech-cache/addresses'
import type { SpeechKeeping } from '../speech-cache/speech-keeping'
import type { InstalledVoice } from '../voices/family'
import { familyOf } from '../voices/registry'
import { createVoicePool } from '../voices/voice-pool'
import type { Utterance, Voice } from '../voices/voice'
import { createDeviceChooser, type TryDevice } from './device-chooser'
import { InferenceClient, SoundGone } from './inference-client'
import { probeDevice } from './probe/launch'

/**
 * How long a voice is left alone before devices that were never tried are tried beside it: the first words are the
 * ones that are waited for.
 */
const quietMilliseconds = 4_000

/**
 * Loads a voice into two worker threads, one a stage: a run blocks its thread, so the caller's stays free to answer,
 * and the acoustic model works on the next sentence while the vocoder works on this one.
 *
 * The vocoder runs on the device chosen. One that was named is tried now when it never was. For 'auto' what is known
 * decides.
 * @param workerPath the built `inference-worker` script
 * @param options.triesDevices for 'auto': whether devices that were never tried are tried in the background; the voice
 *   moves, between two sentences, when one proves faster
 * @param options.keeping where what it says is kept, and looked for before it is made; absent: nowhere
 * @throws AppError 'voice/incompatible', 'engine/crashed'; `signal.reason` when aborted
 */
export async function loadWorkerVoice(
  workerPath: string,
  installed: InstalledVoice,
  signal: AbortSignal,
  options: { triesDevices?: boolean | undefined; keeping?: SpeechKeeping | undefined } = {},
): Promise<Voice> {
  const family = familyOf(installed.manifest)
  await family.prepare(installed, signal)
  const chooser = await createDeviceChooser(installed)
  const ownAddress = await voiceAddress(installed, workerPath)
  const tryDevice: TryDevice = (device, limits) =>
    probeDevice({ workerPath, voice: installed, device, ...limits })
  if (installed.device !== 'auto' && chooser.isIncomplete)
    await chooser.tryDevices(tryDevice, { isBackground: false, signal })

  let decision = chooser.decide()
  const listeners = new Set<() => void>()
  const changed = (): void => {
    decision = chooser.decide()
    listeners.forEach((listener) => listener())
  }
  const { keeping } = options
  const acoustic = new InferenceClient(workerPath, installed, 'acoustic', { keeping })
  const vocoder = new InferenceClient(workerPath, installed, 'vocoder', {
    keeping,
    placement: decision.placement,
    onPlaced: changed,
    onFallBack: (device, reason) => void chooser.noteFailure(device, reason).then(changed),
  })
  const controller = new AbortController()
  let trying: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const tryInBackground = async (): Promise<void> => {
    try {
      await chooser.tryDevices(tryDevice, { isBackground: true, signal: controller.signal })
    } catch (error) {
      if (controller.signal.aborted) return
      throw error
    }
    const next = chooser.decide().placement
    if (next.device === decision.placement.device) changed()
    else vocoder.place(next)
  }
  const dispose = async (): Promise<void> => {
    clearTimeout(timer)
    listeners.clear()
    controller.abort(new AppError('engine/crashed', 'The voice was closed', { retry: 'now' }))
    await Promise.all([trying, acoustic.close(), vocoder.close()])
  }
  try {
    await Promise.all([acoustic.loaded(), vocoder.loaded()])
    signal.throwIfAborted()
  } catch (error) {
    await dispose()
    throw error
  }
  if (options.triesDevices && chooser.isIncomplete) {
    timer = setTimeout(() => (trying = tryInBackground()), quietMilliseconds)
    // Whoever is done does not wait for it.
    timer.unref()
  }
  const description = family.describe(installed.manifest)
  return {
    ...description,
    get address() {
      return loadedAddress(ownAddress, description, decision.placement)
    },
    keptAddresses: keeping && {
      utterance: (text, tempo, index) => utteranceAddress(textAddress(ownAddress, text, tempo), index),
      sound: (utterance, plan) => soundAddress(utterance, plan, decision.placement.device),
    },
    get device() {
      return decision.device
    },
    get providers() {
      return decision.providers
    },
    onDeviceChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lost: Promise.race([acoustic.lost, vocoder.lost]),
    ...speakingBy(acoustic, vocoder),
    dispose,
  }
}

/**
 * Loads a voice as often as it is to speak at once, each time whole into a thread of its own and with one thread a
 * session: so many sentences are then rendered side by side, and none sounds otherwise than alone.
 * @param workerPath the built `inference-worker` script
 * @param size       at least 1
 * @param options    as of `loadWorkerVoice`
 * @throws as `loadWorkerVoice`
 */
export async function loadVoicePool(
  workerPath: string,
  installed: InstalledVoice,
  size: number,
  signal: AbortSignal,
  { keeping }: { keeping?: SpeechKeeping | undefined } = {},
): Promise<Voice> {
  const alone: InstalledVoice = { ...installed, threads: 1 }
  const family = familyOf(alone.manifest)
  await family.prepare(alone, signal)
  const chooser = await createDeviceChooser(alone)
  const { placement, device } = chooser.decide()
  const description = family.describe(alone.manifest)
  const address = loadedAddress(await voiceAddress(alone, workerPath), description, placement)
  const loadOne = async (): Promise<Voice> => {
    const client = new InferenceClient(workerPath, alone, 'whole', { placement, keeping })
    try {
      await client.loaded()
      signal.throwIfAborted()
    } catch (error) {
      await client.close()
      throw error
    }
    return {
      ...description,
      address,
      device,
      lost: client.lost,
      ...speakingBy(client, client),
      dispose: () => client.close(),
    }
  }
  const loading = await Promise.allSettled(Array.from({ length: size }, loadOne))
  const [first, ...others] = loading.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  )
  const failure = loading.find((result) => result.status === 'rejected')
  if (first && !failure) return createVoicePool([first, ...others])
  await Promise.all([first, ...others].map((voice) => voice?.dispose()))
  throw failure?.reason
}

/** What a voice does, by the workers that do it. What was kept of an utterance may go before it is rendered: then it is made again. */
function speakingBy(
  acoustic: Pick<InferenceClient, 'analyse'>,
  vocoder: Pick<InferenceClient, 'render'>,
): Pick<Voice, 'analyse' | 'analyseAfresh' | 'render'> {
  /** What makes an utterance once more, with its features. */
  const makers = new WeakMap<Utterance, (stop: AbortSignal) => Promise<Utterance | null>>()
  return {
    async *analyse(text, tempo, stop) {
      let index = 0
      for await (const utterance of acoustic.analyse(text, tempo, stop)) {
        const number = index++
        makers.set(utterance, async (until) => {
          let at = 0
          for await (const fresh of acoustic.analyse(text, tempo, until, 'renewed'))
            if (at++ === number) return fresh
          return null
        })
        yield utterance
      }
    },
    analyseAfresh: (text, tempo, stop) => acoustic.analyse(text, tempo, stop, 'none'),
    async *render(utterance, plan, stop) {
      try {
        yield* vocoder.render(utterance, plan, stop)
      } catch (error) {
        const fresh = error instanceof SoundGone ? await makers.get(utterance)?.(stop) : null
        if (!fresh) throw error
        yield* vocoder.render(fresh, plan, stop)
      }
    },
  }
}
