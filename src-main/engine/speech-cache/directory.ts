import { join } from 'node:path'
import { userCacheDirectory } from '../voices/user-cache'

/**
 * Where speech is kept.
 * @param cacheDirectory that of everything that can be made again, where it was named; absent: the user's
 */
export function speechCacheDirectory(cacheDirectory: string | undefined): string {
  return join(cacheDirectory ?? userCacheDirectory(), 'speech')
}
