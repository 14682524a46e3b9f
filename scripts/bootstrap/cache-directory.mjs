import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where downloads are kept outside the checkout: LECTOR_CACHE, else the user's cache folder. */
export function cacheDirectory(environment = process.env) {
  if (environment.LECTOR_CACHE) return resolve(environment.LECTOR_CACHE)
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'lector')
  return join(homedir(), '.cache', 'lector')
}
