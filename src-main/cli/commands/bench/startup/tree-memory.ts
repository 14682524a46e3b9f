import { readdir, readFile } from 'node:fs/promises'

/** What a process and all that it has started hold. */
export interface TreeMemory {
  readonly processes: number
  /** Sum of their PSS, which shares out what they have in common. */
  readonly mebibytes: number
}

/** @returns null where the system keeps no such account (other than Linux) */
export async function treeMemory(processId: number): Promise<TreeMemory | null> {
  if (process.platform !== 'linux') return null
  const parents = await readParents()
  const family = new Set([processId])
  // Numbers may run over: whoever has a parent in it belongs to it, however they are ordered.
  for (let before = 0; before !== family.size;) {
    before = family.size
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child)
  }
  const sizes = await Promise.all([...family].map(proportionalKibibytes))
  const kibibytes = sizes.reduce((sum, size) => sum + size, 0)
  return { processes: sizes.filter((size) => size > 0).length, mebibytes: kibibytes / 1_024 }
}

/** Of every process, which one started it. */
async function readParents(): Promise<Map<number, number>> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(
    names.map(async (name): Promise<[number, number]> => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
      // The name of the program stands in brackets and may hold anything.
      const [, parent = '0'] = /^.*\) \S (\d+)/s.exec(stat) ?? []
      return [Number(name), Number(parent)]
    }),
  )
  return new Map(parents)
}

/** 0: it has ended meanwhile. */
async function proportionalKibibytes(processId: number): Promise<number> {
  const rollup = await readFile(`/proc/${processId}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
}
