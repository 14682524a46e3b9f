import { AppError } from '@contract/errors'

/** Nobody writes emphasis within emphasis this deep; a program to exhaust the stack does. */
export const maxNesting = 100

/** @throws AppError 'document/corrupt' */
export function assertShallow(depth: number): void {
  if (depth > maxNesting) {
    throw new AppError('document/corrupt', `Markdown nested deeper than ${maxNesting} levels`, {
      details: { format: 'markdown', reason: 'nesting' },
    })
  }
}
