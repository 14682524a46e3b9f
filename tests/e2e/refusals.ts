import type { LectorWindow } from './lector-window'

/** What Chromium says of what it refuses. */
const refusal =
  /Content.Security.Policy|Trusted(?:HTML|Script)|Not allowed to load|ERR_|Failed to load|Refused to|[Bb]locked/

/** Takes the refusals that a test has brought about off the window's complaints: there they are what is wanted. */
export function forgetRefusalsOf({ complaints }: LectorWindow): void {
  complaints.push(...complaints.splice(0).filter((complaint) => !refusal.test(complaint)))
}
