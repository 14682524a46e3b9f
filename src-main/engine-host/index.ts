import { join } from 'node:path'
import { assert, assertNever } from '@contract/assert'
import { repairVoice } from '@contract/calls/app'
import { discardExportFolder } from '@contract/calls/export'
import { clearKeptSpeech, measureKeptSpeech } from '@contract/calls/kept-speech'
import { runPerformanceTest } from '@contract/calls/performance'
import { AppError, fromErrorData, toErrorData } from '@contract/errors'
import {
  engineHostCommandSchema,
  type EngineHostCommand,
  type EngineHostEvent,
} from '@contract/host-messages'
import { speechSettingsSchema } from '@contract/settings'
import {
  createVoiceEnsemble,
  digestInThread,
  encodingInThread,
  installVoice,
  loadVoice,
  narratedBooksInHost,
  offerVoices,
  openVoiceCatalogue,
  reportDevices,
  speechCacheDirectory,
  userCacheDirectory,
  warmed,
  warmUp,
  type Turn,
  type VoiceShelf,
} from '../engine'
import { CallAnswers } from './call-answers'
import { createExportJobs, discardExport } from './export-jobs'
import { exportVoicesFrom } from './export-voices'
import { fromElectronPort, type ElectronPort } from './host-port'
import { createKeptSpeech } from './kept-speech'
import { createNetworkLeave } from './network-leave'
import { createPerformanceTests } from './performance-tests'
import { connectSpeech, type SpeechConnection } from './speech-connection'
import { loadSystemAudio } from './system-audio'
import { answerVoiceCalls } from './voice-calls'
import { createVoiceDownloads } from './voice-downloads'
import { createVoiceHolder, type LoadVoice } from './voice-holder'

/** `process.parentPort` of a utility process; this room does not import Electron. */
interface ParentPort {
  postMessage(message: EngineHostEvent): void
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void
}

/** Composition root of the speech process: main's commands in, engine calls out. */
function main(parentPort: ParentPort): void {
  const [, , carriedDirectory = join(__dirname, '..', '..', 'models'), keptDirectory] = process.argv
  const shelf: VoiceShelf = {
    voicesDirectory: process.env.LECTOR_VOICES ?? carriedDirectory,
    keptDirectory,
  }
  const workerPath = join(__dirname, 'inference-worker.js')
  const systemAudio = loadSystemAudio()
  const connections = new Set<SpeechConnection>()
  const emit = (event: EngineHostEvent): void => parentPort.postMessage(event)
  const isVoiceWanted = (): boolean => [...connections].some((connection) => connection.isVoiceWanted)
  const keptSpeech = createKeptSpeech({
    directory: process.env.LECTOR_SPEECH_CACHE ?? speechCacheDirectory(process.env.LECTOR_CACHE),
    isQuiet: () => holder.state.kind !== 'preparing' && !isVoiceWanted(),
    report: (error) => emit({ kind: 'speech-not-kept', error: toErrorData(error) }),
  })
  const network = createNetworkLeave()
  const load: LoadVoice = ({ voice, device, speaker }, signal, onProgress) =>
    loadVoice({
      ...shelf,
      id: voice,
      device,
      triesDevices: true,
      speaker,
      workerPath,
      cacheDirectory: process.env.LECTOR_CACHE,
      keeping: keptSpeech.keeping,
      network: network.signal,
      signal,
      onProgress: ({ what, fraction }) => onProgress({ kind: 'preparing', what, fraction }),
    })
  const holder = createVoiceHolder({
    load,
    warmUp,
    stopUse: () => stopUse(),
    systemAudioUnavailable: systemAudio.unavailable,
    onState: (state) => {
      connections.forEach((connection) => connection.onVoice(state))
      if (state.kind !== 'ready') return
      emit({ kind: 'voice-ready' })
      tellAllVoices()
    },
    onChange: (change) => connections.forEach((connection) => connection.emit(change)),
  })
  const tellVoices = (connection: SpeechConnection): void =>
    void offerVoices(shelf).then(
      (voices) => connection.emit({ kind: 'voices', voices }),
      (error: unknown) => void process.stderr.write(`The voices cannot be listed: ${String(error)}\n`),
    )
  const ensemble = createVoiceEnsemble({
    offers: () => offerVoices(shelf),
    async load(voice, signal) {
      const device = holder.state.kind === 'ready' ? holder.state.choice.device : 'auto'
      return warmed(await load({ voice, device }, signal, () => undefined), signal)
    },
  })
  const exports = createExportJobs({
    openVoices: exportVoicesFrom({
      ...shelf,
      workerPath,
      cacheDirectory: process.env.LECTOR_CACHE,
      keeping: keptSpeech.keeping,
      network: () => network.signal,
    }),
    startEncoding: encodingInThread(join(__dirname, 'encoding-thread.js')),
    startDigest: digestInThread(join(__dirname, 'digest-thread.js')),
    writeNarratedBook: narratedBooksInHost(join(__dirname, 'document-host.js')),
    isVoiceWanted,
    emit: (progress) => emit({ kind: 'export', progress }),
  })

  /** The voice held tries its devices again, then takes the best of them as it takes over from itself. */
  const tryDevices = async (turn: Turn, signal: AbortSignal): Promise<void> => {
    const { state } = holder
    if (state.kind !== 'ready') return
    const { voice: id, speaker, device } = state.choice
    const installed = await installVoice({
      ...shelf,
      id,
      speaker,
      cacheDirectory: process.env.LECTOR_CACHE,
      network: network.signal,
      signal,
      onProgress: () => undefined,
    })
    const voice = { ...installed, device }
    const takeTurn = async (): Promise<void> => void (await turn(signal))
    await reportDevices({ workerPath, voice, signal, onTry: takeTurn })
    await takeTurn()
    signal.throwIfAborted()
    await holder.renew(signal)
  }
  const performanceTests = createPerformanceTests({
    borrowVoice: (signal) => holder.borrow(signal),
    tryDevices,
    isVoiceWanted,
  })

  const catalogue = openVoiceCatalogue({
    shelf,
    defaultVoice: speechSettingsSchema.parse({}).voice,
    cacheDirectory: process.env.LECTOR_CACHE ?? userCacheDirectory(),
    downloadsDirectory: process.env.LECTOR_CACHE,
    piperAddress: process.env.LECTOR_PIPER_VOICES,
  })
  const tellAllVoices = (): void => connections.forEach(tellVoices)
  const downloads = createVoiceDownloads({
    voices: catalogue,
    network: () => network.signal,
    tell(download) {
      emit({ kind: 'voice-download', download })
      if (download.state === 'done') tellAllVoices()
    },
  })

  const stopUse = async (): Promise<void> => {
    const streams = [...connections].map((connection) => connection.stop())
    await Promise.all([performanceTests.cancel(), ...streams])
  }

  const shutDown = async (): Promise<void> => {
    await Promise.all([exports.cancelAll(), downloads.pauseAll(), stopUse()])
    await Promise.all([...connections].map((connection) => connection.dispose()))
    await Promise.all([holder.dispose(), ensemble.dispose()])
    process.exit(0)
  }

  const calls = new CallAnswers(emit)
  calls.handle(repairVoice, async () => {
    await holder.reload()
    if (holder.state.kind === 'unready') throw fromErrorData(holder.state.error)
    return null
  })
  calls.handle(discardExportFolder, async ({ jobFolder }) => {
    await discardExport(jobFolder)
    return null
  })
  calls.handle(runPerformanceTest, (order) => performanceTests.run(order))
  calls.handle(measureKeptSpeech, async () => ({ bytes: await keptSpeech.bytes() }))
  calls.handle(clearKeptSpeech, async () => {
    await keptSpeech.clear()
    return { bytes: await keptSpeech.bytes() }
  })

  answerVoiceCalls(calls, {
    catalogue,
    downloads,
    isHeld: (id) => holder.state.kind === 'ready' && holder.state.choice.voice === id,
    network: () => network.signal,
    changed: tellAllVoices,
  })

  const refuse = (what: string, ports: readonly ElectronPort[], cause?: unknown): void => {
    for (const port of ports) port.close()
    emit({ kind: 'refused', error: toErrorData(new AppError('contract/invalid', what, { cause })) })
  }

  const onCommand = (command: EngineHostCommand, ports: ElectronPort[]): void => {
    switch (command.kind) {
      case 'load':
        void holder.load(command.choice)
        return
      case 'connect': {
        const [control, pcm] = ports
        if (!control || !pcm) return refuse('A connection without its ports', ports)
        const connection = connectSpeech({
          control: fromElectronPort(control),
          pcm: fromElectronPort(pcm),
          holder,
          ensemble,
          systemAudio,
          keptSpeech,
          isBusy: () =>
            exports.isRunning ||
            [...connections].some((other) => other !== connection && other.isVoiceWanted),
          onGotOn: () => emit({ kind: 'got-on' }),
          onClose: () => connections.delete(connection),
          onMalformed: (error) => void process.stderr.write(`A page sent what is no command: ${error}\n`),
        })
        connections.add(connection)
        tellVoices(connection)
        return
      }
      case 'export':
        exports.start(command)
        return
      case 'cancel-export':
        exports.cancel(command.jobId)
        return
      case 'pause-export':
        exports.setPaused(command.jobId, command.isPaused)
        return
      case 'cancel-test':
        void performanceTests.cancel()
        return
      case 'keep-speech':
        void keptSpeech.keepWithin(command.maxBytes)
        return
      case 'allow-fetching':
        network.allow(command.isAllowed)
        return
      case 'call':
        void calls.answer(command)
        return
      case 'ping':
        emit({ kind: 'pong', id: command.id })
        return
      case 'shut-down':
        void shutDown()
        return
      default:
        assertNever(command)
    }
  }
  parentPort.on('message', ({ data, ports }) => {
    const command = engineHostCommandSchema.safeParse(data)
    if (command.success) onCommand(command.data, ports)
    else refuse('A message that is no command', ports, command.error)
  })
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort }
assert(parentPort, 'the engine host is started as a utility process')
main(parentPort)
