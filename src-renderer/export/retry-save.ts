import type { AppContext } from '../ui/app-context'
import type { Save } from './save.svelte'

/** Goes on with one that has failed, or begins it anew where nothing of it is kept; over files that are in its way. */
export async function retrySave(
  { saves, unfinished }: Pick<AppContext, 'saves' | 'unfinished'>,
  save: Save,
): Promise<void> {
  if (save.failed?.isKept) await unfinished.resume(save, save)
  else await saves.again(save, save.isInTheWay)
}
