import { isOnPath, outputOf } from './children.mjs'
import { Problem } from './terminal.mjs'

const oldestNode = [20, 19]

/** Stops when this Node is older than Lector can run on. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Problem(
    `Lector needs Node ${oldestNode.join('.')} or newer and this is ${version}: install a newer Node and run the same command again.`,
  )
}

/** The name under which Python 3 can be started, or null. */
export function findPython() {
  const names = process.platform === 'win32' ? ['py', 'python', 'python3'] : ['python3', 'python']
  for (const name of names) {
    if (isOnPath(name) && /^Python 3\./.test(outputOf(name, ['--version']) ?? '')) return name
  }
  return null
}

/** Stops when there is no Python 3 to `purpose` with. */
export function requirePython(purpose) {
  if (findPython() === null)
    throw new Problem(
      `Python 3 is needed to ${purpose} and was not found: install it (with pip) and run the same command again.`,
    )
}
