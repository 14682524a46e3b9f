import { writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@contract/errors'
import type { CommandContext } from '../../../context'
import { median, rounded } from '../statistics'
import { isEmptyShown, withEmptyApplication } from './empty-application'
import { readStartTimes, startApplication, type ElectronStart, type StartTimes } from './start-run'
import type { TreeMemory } from './tree-memory'
import { withDisplay } from './virtual-display'

/**
 * `bench startup`: how long the built window and the voice are waited for, and what Lector holds when it is idle beside
 * an Electron window with nothing in it.
 * @throws AppError 'usage/invalid' where no Electron is named; Error when something does not start
 */
export async function benchStartup({ line, terminal, signal, packagePath }: CommandContext): Promise<void> {
  const { LECTOR_ELECTRON: binary, LECTOR_ELECTRON_ARGS = '' } = process.env
  if (binary === undefined)
    throw new AppError('usage/invalid', 'bench startup needs an Electron: run it as npm run bench -- startup')
  const args = LECTOR_ELECTRON_ARGS.split(' ').filter((word) => word !== '')
  const lector = dirname(packagePath)
  await withDisplay(process.env, async (environment) => {
    const electron: ElectronStart = { binary, args, environment }
    const start = (measuresMemory: boolean) =>
      startApplication(electron, lector, readStartTimes, { measuresMemory, signal })
    terminal.status('Starting it for the first time')
    const isCold = await emptyDiskCache()
    const first = (await start(false)).ready
    const times: StartTimes[] = []
    let memory: TreeMemory | null = null
    const { runs } = line
    while (times.length < runs) {
      terminal.progress(`Start ${times.length + 1} of ${runs}`)
      const run = await start(times.length === runs - 1)
      times.push(run.ready)
      memory = run.memory
    }
    terminal.status('Starting an empty window')
    const empty = await withEmptyApplication((folder) =>
      startApplication(electron, folder, isEmptyShown, { measuresMemory: true, signal }),
    )
    terminal.progressDone()
    const windowMs = median(times.map((time) => time.windowMs))
    const voiceMs = median(times.map((time) => time.voiceMs))
    const above = memory && empty.memory ? memory.mebibytes - empty.memory.mebibytes : null
    terminal.json({
      runs,
      isCold,
      first,
      again: { windowMs, voiceMs },
      memory:
        memory && empty.memory && above !== null
          ? {
              lectorMebibytes: rounded(memory.mebibytes, 1),
              emptyWindowMebibytes: rounded(empty.memory.mebibytes, 1),
              aboveMebibytes: rounded(above, 1),
            }
          : null,
    })
    const row = (name: string, time: StartTimes): string =>
      `${name.padEnd(34)}${time.windowMs.toFixed(0).padStart(6)} ms window${time.voiceMs.toFixed(0).padStart(8)} ms first word possible`
    terminal.line(row(isCold ? 'First start, nothing in memory' : 'First start', first))
    terminal.line(row(`Median of ${runs} further starts`, { windowMs, voiceMs }))
    if (memory && empty.memory && above !== null)
      terminal.line(
        `Idle memory, sum of PSS: ${memory.mebibytes.toFixed(0)} MiB in ${memory.processes} processes, ${above.toFixed(0)} above an empty window (${empty.memory.mebibytes.toFixed(0)} MiB in ${empty.memory.processes})`,
      )
  })
}

/** Has the system forget what it read from the disk. @returns whether it may be told to */
async function emptyDiskCache(): Promise<boolean> {
  return writeFile('/proc/sys/vm/drop_caches', '3').then(
    () => true,
    () => false,
  )
}
