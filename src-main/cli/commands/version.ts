import { readFile } from 'node:fs/promises'
import type { CommandContext } from '../context'

/** `version`: which Lector this is. */
export async function version({ packagePath, terminal }: CommandContext): Promise<void> {
  const { version } = JSON.parse(await readFile(packagePath, 'utf8')) as { version: string }
  terminal.line(`Lector ${version}`)
  terminal.json({ version })
}
