import { stat } from 'node:fs/promises'

/** Size of a file. Zero for what cannot be asked: opening it will say why. */
export function fileBytes(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
