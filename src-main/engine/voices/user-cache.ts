import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder where this platform keeps what programs can make again. */
export function userCacheDirectory(platform: NodeJS.Platform = process.platform, home = homedir()): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'lector')
    case 'win32':
      return join(home, 'AppData', 'Local', 'lector', 'Cache')
    default:
      return join(home, '.cache', 'lector')
  }
}
