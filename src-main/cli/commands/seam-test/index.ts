import { AppError } from '@contract/errors'
import {
  brokenPromise,
  drawJoins,
  installVoice,
  loadSeamSubject,
  makeListeningPage,
  seamTexts,
  type SeamText,
} from '../../../engine'
import type { CommandContext } from '../../context'
import { showVoiceProgress } from '../../terminal'
import { voiceFigures, voiceMatrix, voiceResults } from './report'
import { openResultFolder, type ResultFolder } from './result-folder'
import { shownPushFrames, testVoice, type TestedVoice } from './tested-voice'

/** Where results go when no place is named: in the folder the person is in. */
const usualFolder = 'lector-seam-test'
/** One voice of each family that carries its state. */
const testedVoices = ['heart', 'joe'] as const

/**
 * `seam-test ["TEXT"]`: every seam mode of a voice at every push and chunk length, against the text in one piece. Keeps
 * the sounds, draws the joins, makes a blind listening test, and fails where a promise is broken.
 */
export async function seamTest(context: CommandContext): Promise<void> {
  const { line, terminal } = context
  const own = line.operands.join(' ')
  if (line.operands.length > 0 && own.trim() === '')
    throw new AppError('usage/invalid', 'seam-test takes a text that can be said, or none')
  const texts: readonly SeamText[] = own === '' ? seamTexts : [{ label: 'own', text: own }]
  const voices: TestedVoice[] = []
  const folder = await openResultFolder(context.resolvePath(line.out ?? usualFolder), context.noteUnfinished)
  const pictures: string[] = []
  let page: string
  try {
    for (const id of line.namedVoice === undefined ? testedVoices : [line.namedVoice]) {
      const voice = await testOne(context, id, texts, folder)
      voices.push(voice)
      if (voice.shown.length > 0)
        pictures.push(
          await folder.write(`joins-${voice.id}.svg`, drawJoins(voice.shown, voice.name, voice.sampleRateHz)),
        )
    }
    page = await folder.write('listen.html', listeningPage(voices, line.settings.seed))
    const figures = { blends: line.settings.stream, voices: voices.map(voiceFigures) }
    await folder.write('figures.json', `${JSON.stringify(figures, null, 2)}\n`)
  } catch (error) {
    await folder.takeBack()
    throw error
  }
  terminal.json({ voices: voices.map(voiceResults) })
  for (const voice of voices) terminal.line(`${voiceMatrix(voice)}\n`)
  for (const path of [...pictures, page]) terminal.line(path)
  const broken = voices.flatMap(({ takes }) => takes.map(brokenPromise)).filter((words) => words !== null)
  if (broken.length > 0)
    throw new AppError('voice/incompatible', `Chunks are not what they should be: ${broken.join(', ')}`)
}

async function testOne(
  context: CommandContext,
  id: string,
  texts: readonly SeamText[],
  folder: ResultFolder,
): Promise<TestedVoice> {
  const { terminal, signal } = context
  const installed = await installVoice({
    voicesDirectory: context.voicesDirectory,
    keptDirectory: context.keptDirectory,
    id,
    speaker: context.line.settings.speaker,
    cacheDirectory: context.cacheDirectory,
    signal,
    onProgress: (progress) => showVoiceProgress(terminal, progress),
  })
  terminal.status(`Loading the voice ${installed.manifest.name}`)
  const subject = await loadSeamSubject(installed, signal)
  terminal.progressDone()
  try {
    return await testVoice(context, subject, texts, folder)
  } finally {
    await subject.dispose()
  }
}

function listeningPage(voices: readonly TestedVoice[], seed: number): string {
  const heard = voices.filter(({ shown }) => shown.length > 0)
  return makeListeningPage(
    heard.map(({ name, sampleRateHz, shown }) => ({
      name,
      sampleRateHz,
      whole: shown[0].reference.samples,
      modes: shown,
    })),
    `${shownPushFrames} frames (about a quarter of a second)`,
    seed,
  )
}
