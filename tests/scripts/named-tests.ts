/** The files of tests that a text names, each with the names of tests that stand behind it. */
export function namedTests(text: string): { file: string; names: string[] }[] {
  return [...text.matchAll(/`(tests\/[^`]+)`((?:(?: and)? “[^”]+”)*)/g)].map(([, file, names]) => ({
    file,
    names: [...names.matchAll(/“([^”]+)”/g)].map(([, name]) => name),
  }))
}
