import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { exitCodeOfSignal } from './terminal.mjs'

const isWindows = process.platform === 'win32'
/** How much of a tool's output is kept to be shown when it fails. */
const tailLines = 40
/** A step that was asked to end gets this long before it is killed. */
const graceMilliseconds = 3_000

/**
 * Runs one step of set-up in the background, keeping its output to itself.
 * @param options.onLine called with every line of output
 * @param options.letFinish when interrupted, waits for the end instead of stopping it half-way
 * @returns exit code and the last lines of output; code 127 when the command does not exist
 * @throws the reason of `signal` when it aborts; the whole process group is gone by then
 */
export function runStep(command, args, { cwd, env, signal, onLine, letFinish = false }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    // A group of its own: Ctrl+C reaches it through us alone, and its own children end with it.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows })
    const lines = []
    const take = (text) => {
      const line = stripVTControlCharacters(text)
      lines.push(line)
      if (lines.length > tailLines) lines.shift()
      onLine?.(line)
    }
    for (const stream of [child.stdout, child.stderr]) {
      let rest = ''
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        const parts = (rest + text).split(/\r?\n|\r/)
        rest = parts.pop()
        parts.forEach(take)
      })
      stream.on('end', () => rest && take(rest))
    }
    let killTimer
    const stop = () => {
      if (letFinish) return
      endGroup(child, 'SIGTERM')
      killTimer = setTimeout(() => endGroup(child, 'SIGKILL'), graceMilliseconds)
    }
    signal.addEventListener('abort', stop, { once: true })
    const settle = (code) => {
      signal.removeEventListener('abort', stop)
      clearTimeout(killTimer)
      if (signal.aborted) reject(signal.reason)
      else resolve({ code, output: lines.join('\n') })
    }
    child.on('error', (error) => {
      take(error.message)
      settle(127)
    })
    child.on('close', (code, signalName) => settle(code ?? exitCodeOfSignal(signalName)))
  })
}

/**
 * Gives a child the terminal until it ends. The first Ctrl+C lets it finish by itself, the second kills it.
 * @returns its exit code
 */
export function runInForeground(command, args, { cwd, env, stdio = 'inherit', interruption }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio })
    let presses = 0
    const release = interruption.handOver((name) => {
      presses++
      if (name === 'SIGINT' && presses > 1) child.kill('SIGKILL')
      else if (name !== 'SIGINT' || !sharesTerminal()) child.kill(name)
    })
    child.on('error', (error) => {
      release()
      reject(error)
    })
    child.on('close', (code, signalName) => {
      release()
      resolve(code ?? exitCodeOfSignal(signalName))
    })
  })
}

/** A terminal sends Ctrl+C to every process on it: passing it on as well would count as a second press. */
function sharesTerminal() {
  return process.stdin.isTTY === true || process.stdout.isTTY === true || process.stderr.isTTY === true
}

/** Standard output of a short command, or null when it failed or does not exist. */
export function outputOf(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000, windowsHide: true })
  return result.status === 0 ? result.stdout : null
}

/** True when `name` can be started from PATH. */
export function isOnPath(name) {
  const extensions = isWindows ? (process.env.PATHEXT ?? '.EXE;.CMD').split(';') : ['']
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const extension of extensions) {
      try {
        accessSync(join(folder, name + extension), constants.X_OK)
        return true
      } catch {
        continue
      }
    }
  }
  return false
}

function endGroup(child, signalName) {
  try {
    if (isWindows) child.kill(signalName)
    else process.kill(-child.pid, signalName)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
