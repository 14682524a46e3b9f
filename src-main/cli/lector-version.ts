import { readFile } from 'node:fs/promises'
import type { CommandContext } from './context'

/** Which Lector this is. */
export async function lectorVersion({ packagePath }: Pick<CommandContext, 'packagePath'>): Promise<string> {
  return (JSON.parse(await readFile(packagePath, 'utf8')) as { version: string }).version
}
