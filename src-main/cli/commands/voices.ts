import type { CatalogueState, CatalogueVoice, DownloadProgress } from '@contract/catalogue'
import { AppError, fromErrorData } from '@contract/errors'
import { sizeText } from '@contract/size-text'
import { createTranslator } from '@contract/strings/translator'
import { installVoice } from '../../engine'
import type { CommandContext } from '../context'
import { showVoiceProgress } from '../terminal'

/** `voices`: what there is, and what is done with one: fetched, removed, taken in, its licence shown. */
export async function voices(context: CommandContext): Promise<void> {
  switch (context.line.voices.kind) {
    case 'fetch':
      return fetch(context)
    case 'remove':
      return remove(context)
    case 'import':
      return importOne(context)
    case 'licence':
      return licence(context)
    case 'list':
      return list(context, context.line.voices)
  }
}

async function list(
  { line, terminal, catalogue, signal }: CommandContext,
  { isAll, refreshes, language }: { isAll: boolean; refreshes: boolean; language: string | undefined },
): Promise<void> {
  if (line.operands.length > 0)
    throw new AppError('usage/invalid', 'voices takes no words: did you mean voices --fetch?')
  const kept = await catalogue.state(signal)
  const isAsked = refreshes || (isAll && kept.piper.state === 'never')
  const state = isAsked ? await catalogue.refresh(signal) : kept
  // Whoever asks for what there is now is not answered with what there was.
  if (state.piper.error && (refreshes || state.piper.asOfMilliseconds === undefined))
    throw fromErrorData(state.piper.error)
  const wanted = state.voices.filter(
    (voice) => (isAll || voice.place !== 'elsewhere' || voice.origin !== 'piper') && speaks(voice, language),
  )
  terminal.json({
    voices: wanted.map(({ licence: { spdx }, ...voice }) => ({ ...voice, licence: spdx })),
    ...(isAll ? { piper: state.piper } : {}),
  })
  for (const voice of wanted) terminal.line(lineOf(voice))
  const { droppedEntries } = state.piper
  if (isAll && droppedEntries > 0)
    terminal.notice(`${droppedEntries} voices of Piper’s catalogue make no sense and are left out`)
}

/** "en" asks for every region of it. */
function speaks({ language }: CatalogueVoice, asked: string | undefined): boolean {
  const [spoken, wanted] = [language.toLowerCase(), asked?.toLowerCase().replaceAll('_', '-')]
  return wanted === undefined || spoken === wanted || spoken.startsWith(`${wanted}-`)
}

function lineOf({ id, name, quality, language, licence, missingBytes }: CatalogueVoice): string {
  const { t } = createTranslator('en')
  const facts = [
    quality === undefined ? name : `${name} (${quality})`,
    language,
    licence.spdx ?? 'licence unknown',
    ...(missingBytes > 0 ? [`${sizeText(t, missingBytes)} to fetch`] : []),
  ]
  return `${id}  ${facts.join(', ')}`
}

async function fetch(context: CommandContext): Promise<void> {
  const { line, terminal, signal, voicesDirectory, keptDirectory, catalogue } = context
  const id = line.operands[0] ?? line.settings.voice
  const voice = await known(context, id)
  if (voice?.origin === 'piper' && voice.missingBytes > 0) {
    const { spdx } = await catalogue.licence(id, signal)
    terminal.notice(
      `${id}: ${spdx ?? `licence unknown (npm start -- voices --licence ${id} shows what is said of it)`}`,
    )
    await catalogue.download(id, {
      signal,
      onProgress: (progress) => terminal.progress(progressLine(voice, progress)),
    })
  }
  const { manifest } = await installVoice({
    voicesDirectory,
    keptDirectory,
    id,
    cacheDirectory: context.cacheDirectory,
    signal,
    onProgress: (progress) => showVoiceProgress(terminal, progress),
  })
  terminal.progressDone()
  terminal.json({ voice: manifest.id, bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) })
  terminal.line(`The voice ${manifest.name} is ready.`)
}

function progressLine({ name }: CatalogueVoice, progress: DownloadProgress): string {
  const { t } = createTranslator('en')
  const { bytes, totalBytes, bytesPerSecond } = progress
  const rate = bytesPerSecond === undefined ? '' : `, ${sizeText(t, bytesPerSecond)} a second`
  return `Fetching the voice ${name}: ${Math.floor((100 * bytes) / totalBytes)} %${rate}`
}

/** What Piper publishes is asked for when a voice is named that is not known, once. */
async function known({ catalogue, signal }: CommandContext, id: string): Promise<CatalogueVoice | undefined> {
  const find = ({ voices: all }: CatalogueState): CatalogueVoice | undefined =>
    all.find((voice) => voice.id === id)
  const kept = await catalogue.state(signal)
  const voice = find(kept)
  if (voice || kept.piper.state !== 'never') return voice
  const state = await catalogue.refresh(signal)
  if (state.piper.error) throw fromErrorData(state.piper.error)
  return find(state)
}

async function remove(context: CommandContext): Promise<void> {
  const id = operand(context, '--remove takes the name of a voice')
  await context.catalogue.remove(id)
  context.terminal.json({ removed: id })
  context.terminal.line(`The voice ${id} is removed.`)
}

async function importOne(context: CommandContext): Promise<void> {
  const path = context.resolvePath(operand(context, '--import takes a path'))
  const voice = await context.catalogue.importVoice(path, context.signal)
  context.terminal.json({ voice: voice.id, bytes: voice.totalBytes })
  context.terminal.line(`The voice ${voice.name} is ready: --voice ${voice.id}`)
}

async function licence(context: CommandContext): Promise<void> {
  const id = operand(context, '--licence takes the name of a voice')
  await known(context, id)
  const { spdx, text } = await context.catalogue.licence(id, context.signal)
  context.terminal.json({ voice: id, licence: spdx, text })
  context.terminal.line(`${id}: ${spdx ?? 'licence unknown'}`)
  if (text !== null) context.terminal.line(`\n${text.trim()}`)
}

function operand({ line }: CommandContext, otherwise: string): string {
  const [word] = line.operands
  if (line.operands.length !== 1 || word === '') throw new AppError('usage/invalid', otherwise)
  return word
}
