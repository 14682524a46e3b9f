import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/**
 * Works with a display: the machine's own, or a virtual one where it has none.
 * @throws Error where there is neither
 */
export async function withDisplay<Result>(
  environment: NodeJS.ProcessEnv,
  work: (environment: NodeJS.ProcessEnv) => Promise<Result>,
): Promise<Result> {
  if (process.platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY)
    return work(environment)
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error('There is no display, and no Xvfb to make one'))
    server.once('error', fail)
    server.once('exit', fail)
  })
  // Whoever works with it does not wait for its end.
  ended.catch(() => undefined)
  try {
    const numbers = server.stdio[3] as Readable
    const [said] = (await Promise.race([once(numbers, 'data'), ended])) as [Buffer]
    return await work({ ...environment, DISPLAY: `:${said.toString().trim()}` })
  } finally {
    server.kill()
  }
}
