import { readdir, readFile } from 'node:fs/promises'
import type { CDPSession } from 'playwright-core'
import type { LectorWindow } from './lector-window'

/** What one moment of a long run came to. */
export interface SoakFigures {
  /** Of each kind of process, PSS in MiB: memory that several share counts once. */
  readonly memory: Readonly<Record<string, number>>
  /** Of all processes together: files, sockets and pipes that are open. */
  readonly handles: number
  readonly threads: number
  /** What keeps main's event loop alive, and who listens to what there. */
  readonly mainResources: number
  readonly mainListeners: number
  readonly pageNodes: number
  readonly pageListeners: number
  readonly pageHeap: number
}

const mebibyte = 2 ** 20

async function ofProcess(pid: number): Promise<{ pss: number; handles: number; threads: number }> {
  const [rollup, handles, status] = await Promise.all([
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ])
  return {
    pss: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1_024,
    handles: handles.length,
    threads: Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]),
  }
}

/** Looks at all of Lector's processes; what the page keeps for nobody is let go before. Linux alone tells so much. */
export async function readSoakFigures(lector: LectorWindow, session: CDPSession): Promise<SoakFigures> {
  // The probe keeps everything it hears: that is the test's, not the product's.
  await lector.page.evaluate(() => {
    window.lectorProbe.events.length = 0
    window.lectorProbe.lit.length = 0
  })
  await session.send('HeapProfiler.collectGarbage')
  const [counters, heap, main] = await Promise.all([
    session.send('Memory.getDOMCounters'),
    session.send('Runtime.getHeapUsage'),
    lector.app.evaluate(({ app, ipcMain, powerMonitor, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const emitters = [app, ipcMain, powerMonitor, window, window.webContents, process]
      const counts = emitters.map((emitter) =>
        emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name as never), 0),
      )
      return {
        processes: app.getAppMetrics().map(({ pid, type, name }) => ({ pid, kind: name ?? type })),
        resources: process.getActiveResourcesInfo().length,
        listeners: counts.reduce((sum, count) => sum + count, 0),
      }
    }),
  ])
  const memory: Record<string, number> = {}
  let [handles, threads] = [0, 0]
  for (const { pid, kind } of main.processes) {
    // One that ended meanwhile has nothing any more.
    const figures = await ofProcess(pid).catch(() => null)
    if (!figures) continue
    memory[kind] = (memory[kind] ?? 0) + figures.pss
    handles += figures.handles
    threads += figures.threads
  }
  return {
    memory,
    handles,
    threads,
    mainResources: main.resources,
    mainListeners: main.listeners,
    pageNodes: counters.nodes,
    pageListeners: counters.jsEventListeners,
    pageHeap: heap.usedSize / mebibyte,
  }
}

export const totalMemory = ({ memory }: SoakFigures): number =>
  Object.values(memory).reduce((sum, mebibytes) => sum + mebibytes, 0)

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

/** By how much a figure has changed between the second quarter of a run and its last: 0.1 is a tenth more. */
export function drift(all: readonly SoakFigures[], of: (figures: SoakFigures) => number): number {
  const quarter = Math.max(1, Math.floor(all.length / 4))
  const before = median(all.slice(quarter, 2 * quarter).map(of))
  return median(all.slice(-quarter).map(of)) / before - 1
}
