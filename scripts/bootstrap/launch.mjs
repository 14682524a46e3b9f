import { join } from 'node:path'
import { runInForeground } from './children.mjs'
import { sandboxArguments } from './electron.mjs'
import { say } from './terminal.mjs'

/** True when a window can be shown. */
export function hasDisplay(environment = process.env) {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/** What the app and its tests are told about the Electron they run on. */
export function electronEnvironment(environment, { isOldRuntime }) {
  const env = { ...environment }
  // Set by terminals that are themselves Electron; it would turn ours into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  if (isOldRuntime) env.LECTOR_OLD_RUNTIME = '1'
  else delete env.LECTOR_OLD_RUNTIME
  return env
}

/** Opens the window, with `documents` in it, and stays until it is closed. @returns Electron's exit code */
export function openWindow({ root, environment, interruption }, electron, documents) {
  return runInForeground(electron.binary, [...sandboxArguments(), root, ...documents], {
    cwd: root,
    env: electronEnvironment(environment, electron),
    interruption,
  })
}

/**
 * Runs the command line with `args`.
 * @param electron for commands that start the window; absent: they do not
 * @returns its exit code
 */
export function runCommandLine({ root, environment, interruption }, args, electron) {
  return runInForeground(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    cwd: root,
    env: electron ? startingEnvironment(environment, electron) : environment,
    interruption,
  })
}

/** What those are told who start the window themselves. */
export function startingEnvironment(environment, electron, args = []) {
  return {
    ...electronEnvironment(environment, electron),
    LECTOR_ELECTRON: electron.binary,
    LECTOR_ELECTRON_ARGS: [...sandboxArguments(), ...args].join(' '),
  }
}

/** What a start without a display does: the sample document becomes a WAV in the folder the person is in. */
export function narrateSample(context) {
  say(
    'There is no display here, so instead of opening a window Lector narrates its sample document to a WAV file.',
  )
  return runCommandLine(context, ['narrate', join(context.root, 'resources', 'sample.md'), '--out', '.'])
}
