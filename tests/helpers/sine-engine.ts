import type { PcmMessage } from '@contract/pcm-messages'
import { isCreditMessage } from '@contract/pcm-messages'
import {
  speechCommandSchema,
  type SentenceStart,
  type SpeechCommand,
  type SpeechEvent,
} from '@contract/speech'
import type { Block } from '@contract/document'

/** One end of a message port, whatever made it. */
export interface EnginePort {
  postMessage(message: SpeechEvent | PcmMessage): void
  onMessage(listener: (message: unknown) => void): void
}

export const sineRateHz = 24_000
/** Every word sounds this long, every pause after a sentence that long. */
export const sineWordSamples = 2_400
export const sinePauseSamples = 4_800
export const sineChunkSamples = 1_200

type Start = Extract<SpeechCommand, { kind: 'start' }>

/** Everything a stream is made of, known at once: words of a sine. */
export interface SineScore {
  readonly sentences: readonly Extract<SpeechEvent, { kind: 'sentence' }>[]
  readonly totalSamples: number
}

/** The engine's side of the two ports, with a voice that hums: 440 Hz at words, nothing between sentences. Honours credit. */
export function serveSine(
  control: EnginePort,
  pcm: EnginePort,
  options: { paced?: boolean; voice?: string } = {},
): void {
  const documents = new Map<string, Block[]>()
  let current = { streamId: 0, credit: 0, wake: (): void => {} }

  control.onMessage((message) => {
    const command = speechCommandSchema.parse(message)
    switch (command.kind) {
      case 'document':
        documents.set(command.documentId, command.blocks)
        return
      case 'start':
        void speak(command)
        return
      case 'stop':
        if (command.streamId === current.streamId) {
          current.streamId = 0
          current.wake()
          control.postMessage({ kind: 'cancelled', streamId: command.streamId })
        }
        return
      case 'locate': {
        const { block } = command.from
        const to = command.move.startsWith('next')
          ? block + 1
          : command.move === 'sentence-start'
            ? block
            : block - 1
        const position = documents.get(command.documentId)?.[to] ? { block: to, char: 0 } : null
        control.postMessage({ kind: 'located', requestId: command.requestId, position })
        return
      }
    }
  })
  pcm.onMessage((message) => {
    if (!isCreditMessage(message) || message.streamId !== current.streamId) return
    current.credit += message.samples
    current.wake()
  })
  control.postMessage({
    kind: 'ready',
    choice: { voice: options.voice ?? 'heart', device: 'auto' },
    voice: { id: 'sine', name: 'Sine', language: 'en' },
    sampleRateHz: sineRateHz,
    device: 'none',
    seams: { cached: true, 'overlap-add': true, 'cross-fade': true, none: true },
    systemAudioUnavailable: { code: 'audio-no-device' },
  })

  async function speak({ streamId, documentId, from, settings, takeUp }: Start): Promise<void> {
    const held = takeUp ? takeUp.sample - takeUp.heardSample : 0
    const capacity = settings.stream.bufferAheadSeconds * sineRateHz
    const stream = { streamId, credit: capacity - held, wake: (): void => {} }
    current = stream
    const score = scoreFor(streamId, documents.get(documentId) ?? [], from, takeUp?.start)
    let startSample = takeUp?.sample ?? 0
    if (takeUp) {
      pcm.postMessage({ kind: 'cut', streamId, startSample })
      control.postMessage({ kind: 'cut', streamId, startSample, sentence: takeUp.start?.index ?? 0 })
    }
    for (const sentence of score.sentences) {
      control.postMessage(sentence)
      while (startSample < sentence.endSample + sinePauseSamples) {
        if (options.paced) await new Promise((resolve) => setTimeout(resolve, 1))
        while (stream.credit <= 0 && current === stream && stream.streamId !== 0)
          await new Promise<void>((resolve) => (stream.wake = resolve))
        if (current !== stream || stream.streamId === 0) return
        const samples = sineSamples(score, startSample, sineChunkSamples)
        stream.credit -= samples.length
        pcm.postMessage({ kind: 'pcm', streamId, startSample, samples })
        control.postMessage({
          kind: 'chunk',
          streamId,
          sentence: sentence.index,
          startSample,
          samples: samples.length,
          frames: 1,
          renderMilliseconds: 0.1,
          peaks: [0.5],
        })
        startSample += samples.length
      }
    }
    pcm.postMessage({ kind: 'end', streamId, totalSamples: startSample })
    control.postMessage({ kind: 'end', streamId, totalSamples: startSample })
  }
}

/** When which word hums: one sentence a block, every run of non-space a word. */
export function scoreFor(
  streamId: number,
  blocks: Block[],
  from: { block: number; char: number },
  start?: SentenceStart,
): SineScore {
  let sample = start ? start.startSample + sinePauseSamples : 0
  let previous = start?.previous ?? null
  const sentences = blocks.slice(from.block).map((block, index) => {
    const first = index === 0 ? from.char : 0
    const startSample = sample
    const before = startSample - sinePauseSamples
    const words = [...block.text.matchAll(/\S+/g)]
      .filter((match) => match.index >= first)
      .map((match) => {
        const startChar = match.index
        const word = {
          startChar,
          endChar: startChar + match[0].length,
          startSample: sample,
          endSample: sample + sineWordSamples,
        }
        sample += sineWordSamples
        return word
      })
    const number = (start?.index ?? 0) + index
    const sentence = {
      kind: 'sentence' as const,
      streamId,
      index: number,
      block: from.block + index,
      startChar: first,
      endChar: block.text.length,
      startSample,
      endSample: sample,
      words,
      ...(previous && {
        start: { previous, startSample: before, restSample: before, endSample: before, index: number },
      }),
    }
    previous = { block: sentence.block, startChar: first, endChar: block.text.length }
    sample += sinePauseSamples
    return sentence
  })
  return { sentences, totalSamples: sample }
}

/** Samples of a stream's clock, cut anywhere. */
export function sineSamples(score: SineScore, startSample: number, length: number): Float32Array {
  const end = Math.min(score.totalSamples, startSample + length)
  const samples = new Float32Array(Math.max(0, end - startSample))
  for (let index = 0; index < samples.length; index += 1) {
    const sample = startSample + index
    const isWord = score.sentences.some(
      (sentence) => sample >= sentence.startSample && sample < sentence.endSample,
    )
    if (isWord) samples[index] = 0.3 * Math.sin((2 * Math.PI * 440 * sample) / sineRateHz)
  }
  return samples
}
