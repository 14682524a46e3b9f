/** Every channel name between page and main: the preload passes these and no others. A plain list, so that the preload needs no schemas. */
export const callChannels = [
  'app:start-up',
  'document:open-dialog',
  'document:open-files',
  'document:open-welcome',
  'document:open-text',
  'document:new-text',
  'document:revise',
  'document:reopen',
  'document:image',
  'document:sound',
  'document:cancel-opening',
  'document:open-sample',
  'pages:file',
  'pages:bytes',
  'pages:places',
  'library:list',
  'library:open',
  'library:recall',
  'library:keep-place',
  'library:keep-speech',
  'library:keep-pages',
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
  'pronunciation:abbreviations',
  'settings:change',
  'speech:connect',
  'kept-speech:measure',
  'kept-speech:clear',
  'export:record',
  'export:save',
  'export:save-file',
  'export:folder',
  'export:choose-folder',
  'export:cancel',
  'export:pause',
  'export:open-folder',
  'export:play',
  'export:unfinished',
  'export:resume',
  'export:discard',
  'shell:show-in-folder',
  'system:reading',
  'system:answer-closing',
  'voice:repair',
  'performance:test',
  'performance:cancel',
  'diagnostics:read',
  'diagnostics:open-log-folder',
  'diagnostics:copy-report',
  'window:command',
  'window:shape',
] as const
export type CallChannel = (typeof callChannels)[number]

/** Every request that main makes of the engine host; those that are also listed above it hands on from the page. */
export const engineCallChannels = [
  'voice:repair',
  'kept-speech:measure',
  'kept-speech:clear',
  'performance:test',
  'export:discard-folder',
] as const
export type EngineCallChannel = (typeof engineCallChannels)[number]

export const eventChannels = [
  'export:progress',
  'document:opened',
  'document:refused',
  'document:files-received',
  'document:grew',
  'document:broke-off',
  'document:moved',
  'engine:state',
  'system:wish',
  'system:hotkeys-refused',
] as const
export type EventChannel = (typeof eventChannels)[number]

/** The preload -> main: the path of a file that a person dropped or chose. The page has no way to send it. */
export const chosenFileMessage = 'lector:chosen-file'

/** The window message with which the preload hands the speech ports to the page. */
export const speechPortsMessage = 'lector:speech-ports'
