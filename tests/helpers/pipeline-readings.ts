import { speechSettingsSchema } from '@contract/settings'
import { createPipelineRecorder, type PipelineLog } from '../../src-main/cli/commands/bench/pipeline-log'
import { narrate } from '../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from './paragraphs'

const never = new AbortController().signal
const settings = speechSettingsSchema.parse({})
const document = new SpokenDocument([
  paragraph('One is here, and it is long enough for several pushes. Two is here too. Three follows.'),
  paragraph('Four is the next one, in a paragraph of its own. Five ends it.'),
])

/** Sentence by sentence: nothing of the next one is begun before the last sample of this one is there. */
export async function readSerially(voice: Voice): Promise<void> {
  for (const { block, startChar, endChar } of document.sentences({ block: 0, char: 0 })) {
    const from = { block, char: startChar }
    const until = { block, char: endChar }
    const pieces = narrate({ voice, document, from, until, settings: () => settings, signal: never })
    while (!(await pieces.next()).done) continue
  }
}

export async function readAsChain(voice: Voice): Promise<PipelineLog> {
  const now = (): number => performance.timeOrigin + performance.now()
  const recorder = createPipelineRecorder(now())
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({ voice, document, from, settings: () => settings, signal: never }))
    recorder.note(piece, now())
  return recorder.finish()
}
