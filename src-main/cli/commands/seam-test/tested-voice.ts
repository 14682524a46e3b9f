import { assert } from '@contract/assert'
import {
  countTakes,
  type SeamReference,
  type SeamSubject,
  type SeamTake,
  type SeamText,
  testSeams,
  wholeWav,
} from '../../../engine'
import type { CommandContext } from '../../context'
import type { ResultFolder } from './result-folder'

/** A take whose samples are in its file. */
export interface KeptTake extends Omit<SeamTake, 'samples' | 'joins' | 'reference'> {
  readonly file: string
  readonly referenceFile: string
}

/** What the test found of one voice. */
export interface TestedVoice {
  readonly id: string
  readonly name: string
  readonly sampleRateHz: number
  readonly hopSamples: number
  readonly seams: SeamSubject['seams']
  readonly takes: readonly KeptTake[]
  /** One take a mode, of the first text, to be looked at and listened to. */
  readonly shown: readonly SeamTake[]
}

/** Pushes that people are shown: a quarter of a second or so, long enough that each join stands alone. */
export const shownPushFrames = 25

/** Runs the whole test on one voice and keeps every sound as it comes. @throws as `testSeams` and `ResultFolder.write` */
export async function testVoice(
  { terminal, line, signal }: CommandContext,
  subject: SeamSubject,
  texts: readonly SeamText[],
  folder: ResultFolder,
): Promise<TestedVoice> {
  const { id, name, sampleRateHz, seams } = subject
  const total = countTakes(subject, texts)
  const takes: KeptTake[] = []
  const shown: SeamTake[] = []
  const files = new Map<SeamReference, string>()
  const { stream } = line.settings
  const form = { sampleRateHz, format: 'float32', tags: {} } as const
  for await (const sound of testSeams({ subject, texts, stream, signal })) {
    const file = await folder.write(`${sound.name}.wav`, wholeWav(form, sound.samples))
    if (sound.type === 'reference') {
      files.set(sound, file)
      continue
    }
    const referenceFile = files.get(sound.reference)
    assert(referenceFile !== undefined, 'a reference comes before its takes')
    takes.push(keep(sound, file, referenceFile))
    if (isShown(sound, texts[0], subject)) shown.push(sound)
    terminal.progress(
      `${name}: ${takes.length} of ${total}, ${sound.kind === 'law' ? 'pushes' : 'chunks'}, ${sound.mode}`,
    )
  }
  terminal.progressDone()
  return { id, name, sampleRateHz, hopSamples: subject.vocoders[0].vocoder.hopSamples, seams, takes, shown }
}

function keep(
  { samples: _, joins: __, reference: ___, ...take }: SeamTake,
  file: string,
  referenceFile: string,
): KeptTake {
  return { ...take, file, referenceFile }
}

function isShown(take: SeamTake, text: SeamText, subject: SeamSubject): boolean {
  return (
    take.kind === 'law' &&
    take.text === text &&
    take.precision === subject.vocoders[0].precision &&
    take.pushFrames === shownPushFrames
  )
}
