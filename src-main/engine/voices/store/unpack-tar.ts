import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '@contract/errors'

const blockBytes = 512
/** No package of a voice unpacks to more; without a bound a small file could fill the memory. */
const maxUnpackedBytes = 2 ** 30
/** Fields of an entry's header: offset and length. */
const field = { name: [0, 100], size: [124, 12], kind: [156, 1], prefix: [345, 155] } as const
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/

/**
 * Takes the plain files that lie directly in one folder out of a gzipped tar archive. Everything else in it (links,
 * other folders, names that are no plain names) is passed over, so nothing is ever written outside `target`.
 * @param folder inside the archive, with forward slashes
 * @param target an existing folder
 * @throws AppError 'voice/fetch-failed' when it is no whole archive
 */
export async function unpackFolder(archive: string, folder: string, target: string): Promise<void> {
  const bytes = await unzipped(archive)
  for (let at = 0; at + blockBytes <= bytes.length;) {
    const header = bytes.subarray(at, at + blockBytes)
    // The archive ends with blocks of zeros.
    if (header.every((byte) => byte === 0)) return
    const size = Number.parseInt(textOf(header, field.size), 8)
    const start = at + blockBytes
    if (!Number.isInteger(size) || size < 0 || start + size > bytes.length) throw broken(archive)
    const prefix = textOf(header, field.prefix)
    const path = (prefix === '' ? '' : `${prefix}/`) + textOf(header, field.name)
    const name = path.slice(folder.length + 1)
    const isFile = ['', '0'].includes(textOf(header, field.kind))
    if (isFile && path === `${folder}/${name}` && plainName.test(name))
      await writeFile(join(target, name), bytes.subarray(start, start + size))
    at = start + Math.ceil(size / blockBytes) * blockBytes
  }
  throw broken(archive)
}

async function unzipped(archive: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(await readFile(archive), { maxOutputLength: maxUnpackedBytes })
  } catch (cause) {
    throw broken(archive, cause)
  }
}

function textOf(header: Buffer, [offset, length]: readonly [number, number]): string {
  const text = header.toString('utf8', offset, offset + length)
  const end = text.indexOf('\0')
  return (end < 0 ? text : text.slice(0, end)).trim()
}

function broken(archive: string, cause?: unknown): AppError {
  return new AppError('voice/fetch-failed', `${basename(archive)} could not be unpacked`, {
    details: { package: basename(archive) },
    retry: 'now',
    cause,
  })
}
