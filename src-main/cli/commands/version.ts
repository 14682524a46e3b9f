import type { CommandContext } from '../context'
import { lectorVersion } from '../lector-version'

/** `version`: which Lector this is. */
export async function version(context: CommandContext): Promise<void> {
  const { terminal } = context
  const version = await lectorVersion(context)
  terminal.line(`Lector ${version}`)
  terminal.json({ version })
}
