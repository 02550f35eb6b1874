/** What the server brings: what these allow is decided by the program, and they stay. */
const BUILT_IN = {
  admin: 'May do everything, and what applications mean by permissions of their own.',
  user: 'What everybody has.',
} as const

export type BuiltIn = keyof typeof BUILT_IN

export const builtInNames = Object.keys(BUILT_IN) as BuiltIn[]
export const isBuiltIn = (name: string): name is BuiltIn => Object.hasOwn(BUILT_IN, name)
export const describeBuiltIn = (name: BuiltIn): string => BUILT_IN[name]
