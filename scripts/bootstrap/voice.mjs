import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runInForeground } from './children.mjs'
import { requirePython } from './prerequisites.mjs'
import { Interrupted, Problem, say } from './terminal.mjs'

/** The voice that a fresh checkout speaks with. */
export const defaultVoice = 'heart'

/**
 * Fetches the default voice when one of its files is missing or has a wrong size. The command line does the work;
 * checksums are the engine's business, whenever it loads the voice.
 */
export async function provideVoice({ root, environment, interruption }) {
  if (isVoiceComplete(root, defaultVoice)) return
  requirePython('fetch the voice')
  say(`Fetching the voice "${defaultVoice}" (14 MB).`)
  const code = await runInForeground(
    process.execPath,
    [join(root, 'out', 'main', 'cli.js'), 'voices', '--fetch', defaultVoice],
    // Its standard output joins our standard error: ours belongs to the command that was asked for.
    { cwd: root, env: environment, stdio: ['ignore', 2, 2], interruption },
  )
  if (code === 130) throw new Interrupted('SIGINT')
  if (code !== 0 || !isVoiceComplete(root, defaultVoice))
    throw new Problem(
      `The voice "${defaultVoice}" could not be fetched: check the network connection and that python3 has pip, and run the same command again.`,
    )
}

/** True when every file that the voice's manifest names is there in its full size. */
export function isVoiceComplete(root, voice) {
  const folder = join(root, 'models', voice)
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  return files.every(
    ({ name, bytes }) => statSync(join(folder, 'files', name), { throwIfNoEntry: false })?.size === bytes,
  )
}
