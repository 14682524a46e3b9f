import type { Plugin } from 'vite'

export function pdfLibrary(): Plugin
