/** True when a window can be shown. */
export function hasDisplay(environment?: NodeJS.ProcessEnv): boolean
