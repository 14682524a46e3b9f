/** Every channel name between page and main: the preload passes these and no others. A plain list, so that the preload needs no schemas. */
export const callChannels = [
  'app:start-up',
  'document:open-dialog',
  'document:open-file',
  'document:open-text',
  'document:reopen',
  'document:image',
  'document:cancel-opening',
  'document:open-sample',
  'library:list',
  'library:open',
  'library:recall',
  'library:keep-place',
  'library:keep-speech',
  'library:save-bookmark',
  'library:remove-bookmark',
  'library:list-document',
  'library:clear',
  'pronunciation:list',
  'pronunciation:save',
  'pronunciation:remove',
  'pronunciation:replace',
  'pronunciation:import',
  'pronunciation:export',
  'settings:change',
  'speech:connect',
  'export:start',
  'export:cancel',
  'export:pause',
  'export:play',
  'export:unfinished',
  'export:start-again',
  'export:discard',
  'shell:show-in-folder',
  'system:reading',
  'system:answer-closing',
  'voice:repair',
  'diagnostics:read',
  'diagnostics:open-log-folder',
  'window:command',
  'window:shape',
] as const
export type CallChannel = (typeof callChannels)[number]

export const eventChannels = [
  'export:progress',
  'document:opened',
  'document:refused',
  'document:grew',
  'document:broke-off',
  'engine:state',
  'system:wish',
  'system:hotkeys-refused',
] as const
export type EventChannel = (typeof eventChannels)[number]

/** The window message with which the preload hands the speech ports to the page. */
export const speechPortsMessage = 'lector:speech-ports'
