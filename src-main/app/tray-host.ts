import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program and resolves with what it prints. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string>

/** A desktop that does not answer within this has none worth waiting for. */
const patienceMilliseconds = 1_000

/** Runs a program of the system, for a second at most. */
export const runProgram: RunProgram = async (file, args) => {
  const { stdout } = await promisify(execFile)(file, [...args], { timeout: patienceMilliseconds })
  return stdout
}

/**
 * Whether the desktop shows tray icons. Windows and macOS do; on Linux whoever does owns this name on the session's bus
 * (freedesktop.org: StatusNotifierItem, "Services").
 */
export async function hasTrayHost(platform: NodeJS.Platform, run: RunProgram): Promise<boolean> {
  if (platform !== 'linux') return true
  try {
    const owned = await run('gdbus', [
      ...['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
      ...['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
    ])
    return owned.includes('true')
  } catch {
    // No bus or no program to ask it: a window hidden in a tray that is not there would be lost.
    return false
  }
}
