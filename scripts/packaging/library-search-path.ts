import { readFile, rename, stat, writeFile } from 'node:fs/promises'

/** Where naudiodon was compiled, as the linker wrote it down: a string between two NULs. */
const compiledIn = /(?<=\0)\/[^\0]*\/naudiodon\/build\/Release(?=\0)/
const besideItself = '$ORIGIN'

/**
 * Lets a compiled naudiodon for Linux find PortAudio beside itself: compiled, it looks in the folder where that was done,
 * which no other machine has. The rest of the longer string stays empty.
 */
export async function searchBesideItself(path: string): Promise<void> {
  const code = await readFile(path, 'latin1')
  const mended = code.replace(compiledIn, ({ length }) => besideItself.padEnd(length, '\0'))
  // Beside it and renamed: what is packaged may be another name of the file in node_modules.
  const { mode } = await stat(path)
  await writeFile(`${path}.mended`, mended, { encoding: 'latin1', mode })
  await rename(`${path}.mended`, path)
}
