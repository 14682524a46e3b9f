/** What a host's own guard writes to its error output before it ends the process, by the limit that was overstepped. */
export const guardWords = {
  memory: 'lector-document-host: over its limit of memory',
  time: 'lector-document-host: over its limit of processor time',
} as const
export type GuardedLimit = keyof typeof guardWords
