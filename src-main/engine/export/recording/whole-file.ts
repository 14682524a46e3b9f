import { createUnfinishedFile } from './unfinished-file'

/**
 * Writes a file beside its final name and renames it: it is there whole, or not at all.
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function writeWholeFile(path: string, content: Uint8Array | string): Promise<void> {
  const file = await createUnfinishedFile(path)
  try {
    await file.append(typeof content === 'string' ? Buffer.from(content) : content)
    await file.finish()
  } catch (error) {
    await file.abandon()
    throw error
  }
}
