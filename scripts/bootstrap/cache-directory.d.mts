/** Where downloads are kept outside the checkout. */
export function cacheDirectory(environment?: NodeJS.ProcessEnv): string
