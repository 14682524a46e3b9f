import type { Attempt } from '../../onnx/providers/attempt'
import { compareSounds, disagreement } from '../../onnx/providers/compare'
import { onCpu, type Placement } from '../../onnx/placement'
import { pushBoundaries } from '../../streaming/push-grid'
import { asWritten } from '../../text/speakable-text'
import type { InstalledVoice, VoiceFamily } from '../../voices/family'
import type { Utterance, Vocoder } from '../../voices/voice'
import { adapterName } from './adapter-name'
import { ownTempo } from '../../voices/tempo'

/** About a second in every language whose letters are these. */
const spoken = 'One, two, three.'
const seed = 1
/** Each vocoder is timed so often, and the fastest counts: whatever else the machine does only slows it. */
const timedRuns = 3
/**
 * A device this slow in its first run is not asked for the rest of the second, nor again and again: what it made so
 * far, in at least so many pushes that state went from one to the next, tells enough.
 */
const patienceMilliseconds = 10_000
const leastPushes = 3
/** Frames that each push adds: short, so that a second has several. */
const pushFrames = 24

interface Run {
  readonly samples: Float32Array<ArrayBuffer>
  readonly milliseconds: number
  /** Pushes made. */
  readonly pushes: number
}

type Measured = Extract<Attempt, { kind: 'measured' }>

/**
 * Lets a voice say a second of speech on a device and on the CPU, streamed, and compares sound and time. The device is
 * opened first: without one, nothing else is loaded.
 * @param placement.precision 'float32' is compared first; 'float16' is tried when that one agreed
 * @param onMeasured told after each precision all that is known by then
 * @throws what the device or the voice fails with
 */
export async function measureDevice(
  family: VoiceFamily,
  voice: InstalledVoice,
  device: Placement['device'],
  onMeasured: (attempt: Measured) => void,
): Promise<void> {
  const opened: Vocoder[] = []
  const open = async (installed: InstalledVoice, placement: Placement): Promise<Vocoder> => {
    const vocoder = await family.loadVocoder(installed, placement)
    opened.push(vocoder)
    return vocoder
  }
  try {
    const first = await open(voice, { device, precision: 'float32' })
    const adapter = await adapterName()
    const utterance = await say(family, voice)
    // The device computes in floating point whatever the CPU does: that is what its sound must be like.
    const reference = await open({ ...voice, precision: 'float32' }, onCpu)
    const cpu = await open(voice, onCpu)
    const cpuMillisecondsPerSecond = await time(family, voice, cpu, utterance, Infinity)
    const forms: Measured['forms'] = []
    for (const precision of ['float32', 'float16'] as const) {
      const vocoder = precision === 'float32' ? first : await open(voice, { device, precision })
      const made = await run(vocoder, utterance, Infinity)
      const expected = await run(reference, utterance, made.pushes)
      const why = disagreement(compareSounds(expected.samples, made.samples), precision)
      const millisecondsPerSecond = await time(family, voice, vocoder, utterance, made.pushes)
      forms.push({ precision, millisecondsPerSecond, ...(why === undefined ? {} : { disagreement: why }) })
      onMeasured({
        kind: 'measured',
        cpuMillisecondsPerSecond,
        forms: [...forms],
        ...(adapter === undefined ? {} : { adapter }),
      })
      if (why !== undefined) return
    }
  } finally {
    for (const vocoder of opened) await vocoder.dispose()
  }
}

async function say(family: VoiceFamily, voice: InstalledVoice): Promise<Utterance> {
  const acoustic = await family.loadAcousticModel(voice)
  try {
    const { value } = await acoustic.analyse(asWritten(spoken), ownTempo).next()
    if (!value) throw new Error(`The voice says nothing for "${spoken}"`)
    return value
  } finally {
    await acoustic.dispose()
  }
}

/** One second of speech in milliseconds, from what `pushes` pushes take. */
async function time(
  family: VoiceFamily,
  voice: InstalledVoice,
  vocoder: Vocoder,
  utterance: Utterance,
  pushes: number,
): Promise<number> {
  const { sampleRateHz } = family.describe(voice.manifest)
  let fastest = Infinity
  for (let i = 0; i < timedRuns; i++) {
    const { samples, milliseconds } = await run(vocoder, utterance, pushes)
    fastest = Math.min(fastest, (milliseconds * sampleRateHz) / samples.length)
    if (milliseconds > patienceMilliseconds / timedRuns) break
  }
  return fastest
}

/** Streams the utterance, at most `maxPushes` pushes of it, or fewer when it takes too long. */
async function run(vocoder: Vocoder, { features }: Utterance, maxPushes: number): Promise<Run> {
  const grid = { frames: [pushFrames], minimumTailFrames: pushFrames }
  const boundaries =
    vocoder.pushEnds?.(features) ?? pushBoundaries(features.frames, vocoder.lookAheadFrames, grid)
  const pieces: Float32Array[] = []
  const startedAt = performance.now()
  let state = vocoder.init(features, seed)
  try {
    for (const until of boundaries) {
      const isSlow = performance.now() - startedAt > patienceMilliseconds && pieces.length >= leastPushes
      if (pieces.length >= maxPushes || isSlow) break
      const step = await vocoder.step(features, state, until)
      state = step.state
      pieces.push(step.samples)
    }
  } finally {
    vocoder.release?.(state)
  }
  const milliseconds = performance.now() - startedAt
  const samples = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    samples.set(piece, at)
    at += piece.length
  }
  return { samples, milliseconds, pushes: pieces.length }
}
