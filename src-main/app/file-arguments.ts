import { resolve } from 'node:path'

/**
 * The files a command line names, as absolute paths.
 * @param isPackaged false in a checkout, where the first plain argument is the app's own folder
 */
export function fileArguments(
  commandLine: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): string[] {
  const plain = commandLine.slice(1).filter((argument) => !argument.startsWith('-'))
  return plain.slice(isPackaged ? 0 : 1).map((path) => resolve(workingDirectory, path))
}
