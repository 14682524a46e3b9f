import type { Plugin } from 'vite'

export function enginePlugins(): Plugin[]
