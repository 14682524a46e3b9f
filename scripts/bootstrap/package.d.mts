/** Makes the application out of what is built, the default voice and an Electron. */
export function packageApp(
  context: { root: string; environment: NodeJS.ProcessEnv; signal: AbortSignal },
  electron: { binary: string },
  options?: { isForTests?: boolean; isInspectable?: boolean; targets?: readonly string[]; output?: string },
): Promise<void>
