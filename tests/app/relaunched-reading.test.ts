import { describe, expect, test } from 'vitest'
import { emptyPiece } from '@contract/document'
import type { DocumentReading, DocumentStep } from '@contract/document-host-protocol'
import { AppError } from '@contract/errors'
import { askAgain, readRelaunched } from '../../src-main/app/relaunched-reading'
import { paragraph } from '../helpers/paragraphs'
import { createRandom } from '../helpers/random'

const never = new AbortController().signal
const request = { source: { kind: 'file' as const, path: '/book' } }
const death = (): AppError =>
  new AppError('document/corrupt', 'killed', { details: { reason: 'crashed', exitCode: 9 } })

/** A document of so many pieces, read by processes that die when they are told to. */
function documentOf(count: number, id = (): string => 'sha256:book') {
  const stand = { launches: 0, ended: 0, dies: (_piece: number): Error | null => null }
  const step = (piece: number): Promise<DocumentStep> => {
    const error = stand.dies(piece)
    if (error) return Promise.reject(error)
    const blocks = [paragraph(`Piece ${piece}`)]
    return Promise.resolve({ piece: { ...emptyPiece(), blocks }, isLast: piece === count - 1 })
  }
  const launch = async (): Promise<DocumentReading> => {
    stand.launches++
    let at = 0
    const first = await step(at)
    const head = { id: id(), title: 'Book', authors: [], format: 'txt' as const }
    return { head, first, next: () => step(++at), end: () => void stand.ended++ }
  }
  return { stand, launch }
}

async function textsOf(reading: DocumentReading): Promise<string[]> {
  const texts: string[] = []
  for (let step = reading.first; ; step = await reading.next()) {
    texts.push(...step.piece.blocks.map(({ text }) => text))
    if (step.isLast) return texts
  }
}
const whole = (count: number): string[] => Array.from({ length: count }, (_, piece) => `Piece ${piece}`)

describe('readRelaunched', () => {
  test('has every piece once and in order, however often processes are killed over them', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed)
      const { stand, launch } = documentOf(30)
      let deaths = 0
      // Never so often over one piece that it would be the piece.
      let sinceProgress = 0
      let furthest = -1
      stand.dies = (piece) => {
        if (piece > furthest) [furthest, sinceProgress] = [piece, 0]
        if (sinceProgress === 2 || random() > 0.3) return null
        sinceProgress++
        deaths++
        return death()
      }
      expect(await textsOf(await readRelaunched(launch, request, never)), `seed ${seed}`).toEqual(whole(30))
      expect(stand.launches).toBe(deaths + 1)
    }
  })

  test('gives up a piece that kills every process, and says how they died', async () => {
    const { stand, launch } = documentOf(5)
    stand.dies = (piece) => (piece === 3 ? death() : null)
    const reading = await readRelaunched(launch, request, never)
    await expect(textsOf(reading)).rejects.toMatchObject({ code: 'document/corrupt' })
    expect(stand.launches).toBe(3)
  })

  test('what a document may not is not tried again', async () => {
    const { stand, launch } = documentOf(5)
    stand.dies = () => new AppError('document/timeout', 'too long')
    await expect(readRelaunched(launch, request, never)).rejects.toMatchObject({ code: 'document/timeout' })
    expect(stand.launches).toBe(1)
  })

  test('a document that is another one by then is not put together with the former', async () => {
    let id = 'sha256:one'
    const { stand, launch } = documentOf(5, () => id)
    const reading = await readRelaunched(launch, request, never)
    await reading.next()
    id = 'sha256:two'
    let isDying = true
    stand.dies = () => (isDying ? ((isDying = false), death()) : null)
    await expect(reading.next()).rejects.toMatchObject({ code: 'document/missing' })
    expect(stand.ended).toBe(1)
  })

  test('one that is given up starts no process any more', async () => {
    const { stand, launch } = documentOf(5)
    const reading = await readRelaunched(launch, request, never)
    stand.dies = () => death()
    reading.end()
    await expect(reading.next()).rejects.toThrow()
    expect(stand.ended).toBe(1)
  })
})

describe('askAgain', () => {
  test('asks three times at most, and only over a death', async () => {
    let asked = 0
    await expect(
      askAgain(() => {
        asked++
        return Promise.reject(death())
      }),
    ).rejects.toMatchObject({ code: 'document/corrupt' })
    expect(asked).toBe(3)
    expect(await askAgain(() => (++asked < 5 ? Promise.reject(death()) : Promise.resolve('sound')))).toBe(
      'sound',
    )
  })
})
