import type { Plugin } from 'vite'
export function emojiNames(): Plugin
