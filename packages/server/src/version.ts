import manifest from '../package.json' with { type: 'json' }

/** Every package of the workspace has the same. */
export const version: string = manifest.version
