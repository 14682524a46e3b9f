import { posix, win32 } from 'node:path'
import { pageScheme } from './page-scheme'

/** What a link of Lector's own scheme asks for. */
export type LectorLink =
  { readonly ask: 'open'; readonly path: string } | { readonly ask: 'read'; readonly text: string }

/** Longer paths exist nowhere. */
const maxPathChars = 4_096
/** Browsers cut addresses at about two million characters; a text of this length is a chapter. */
const maxTextChars = 200_000

/** True for what begins as a link does, whether it can be followed or not. */
export function isLectorLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${pageScheme}:`)
}

/**
 * Reads a link that another program follows: `lector://open?path=…` and `lector://read?text=…`, nothing else. Whoever
 * made it is a stranger: a path must be of a file on this computer, and is opened only after a person agreed.
 * @returns null for everything that is refused
 */
export function parseLectorLink(link: string, platform: NodeJS.Platform): LectorLink | null {
  let url: URL
  try {
    url = new URL(link)
  } catch {
    return null
  }
  const isPlain = url.username === '' && url.password === '' && url.port === '' && url.hash === ''
  if (url.protocol !== `${pageScheme}:` || !isPlain || !['', '/'].includes(url.pathname)) return null
  const names = [...url.searchParams.keys()]
  const [value = ''] = url.searchParams.values()
  if (names.length !== 1 || value === '') return null
  if (url.host === 'open' && names[0] === 'path')
    return isLocalPath(value, platform) ? { ask: 'open', path: value } : null
  if (url.host === 'read' && names[0] === 'text')
    return value.length <= maxTextChars && value.trim() !== '' ? { ask: 'read', text: value } : null
  return null
}

/** Absolute, on this computer, and a file rather than a device: a share on a network would be told who opens it. */
function isLocalPath(path: string, platform: NodeJS.Platform): boolean {
  if (path.length > maxPathChars || /\p{Cc}/u.test(path) || /^[\\/]{2}/.test(path)) return false
  if (platform === 'win32')
    return /^[A-Za-z]:[\\/]/.test(path) && !path.slice(2).includes(':') && win32.isAbsolute(path)
  return posix.isAbsolute(path) && !/^\/(?:dev|proc|sys)(?:\/|$)/.test(posix.normalize(path))
}
