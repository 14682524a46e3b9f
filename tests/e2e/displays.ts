import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import type { TestProject } from 'vitest/node'
import { hasDisplay } from '../../scripts/bootstrap/launch.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Virtual displays, one for each worker; none where the windows stand on the machine's own. */
    displays: readonly string[]
  }
}

/** Set up once for the window tests of a run: displays for as many workers as there may be, ended when all have. */
export default async function setup({ provide, config }: TestProject): Promise<() => void> {
  const servers: ChildProcess[] = []
  const displays: string[] = []
  const wanted = !hasDisplay() && process.env.LECTOR_ELECTRON ? config.maxWorkers : 0
  const end = (): void => servers.forEach((server) => server.kill())
  while (displays.length < wanted) {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    servers.push(server)
    const number = await firstLine(server).catch((error: unknown) => {
      end()
      throw error
    })
    displays.push(`:${number}`)
  }
  provide('displays', displays)
  return end
}

/** What the server says once it is there: the number that it took. */
async function firstLine(server: ChildProcess): Promise<string> {
  const numbers = server.stdio[3] as Readable
  const [said] = (await Promise.race([
    once(numbers, 'data'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`Xvfb ended with ${String(code)}`)
    }),
  ])) as [Buffer]
  return said.toString().trim()
}
