import type { PageApi } from '@contract/page-api'

declare global {
  interface Window {
    readonly lector: PageApi<File>
  }
}
