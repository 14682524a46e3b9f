import type { Plugin } from 'vite'
export function mathSpeech(): Plugin
