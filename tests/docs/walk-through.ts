import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** A file of a page's steps: one that is made, or one in which something is replaced. */
export type Step =
  | { readonly kind: 'make'; readonly path: string; readonly content: string }
  | { readonly kind: 'replace'; readonly path: string; readonly former: string; readonly next: string }

/** What a page tells its readers to do and to expect. */
export interface WalkThrough {
  readonly steps: readonly Step[]
  /** Every block of code, by the words of its fence. */
  readonly blocks: readonly { readonly language: string; readonly code: string }[]
}

const fence = /^```(\w+)\n([\s\S]*?)\n```$/gm

/** @param page from the project's root */
export function readWalkThrough(page: string): WalkThrough {
  const text = readFileSync(resolve(page), 'utf8')
  const blocks = [...text.matchAll(fence)].map(({ 1: language, 2: code, index }) => ({
    language,
    code,
    before: text.slice(0, index).trimEnd().split('\n').at(-1) ?? '',
  }))
  const steps: Step[] = []
  for (const [index, { before, code }] of blocks.entries()) {
    const made = /^Make .*`([^`]+)`:$/.exec(before)
    const replaced = /^In `([^`]+)`, replace$/.exec(before)
    if (made) steps.push({ kind: 'make', path: made[1], content: `${code}\n` })
    if (replaced)
      steps.push({ kind: 'replace', path: replaced[1], former: code, next: blocks[index + 1].code })
  }
  return { steps, blocks }
}

/** Does the steps in a copy of the tree. @throws when what is to be replaced is not there exactly once */
export async function take(steps: readonly Step[], root: string): Promise<void> {
  for (const step of steps) {
    const path = join(root, step.path)
    if (step.kind === 'make') {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, step.content)
      continue
    }
    const parts = (await readFile(path, 'utf8')).split(step.former)
    if (parts.length !== 2) throw new Error(`${step.path} has ${parts.length - 1} times: ${step.former}`)
    await writeFile(path, parts.join(step.next))
  }
}
