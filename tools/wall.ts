/** A wall of the house: what it refuses, the file that would break it, and the words it refuses with. */
export interface Wall {
  /** A sentence that can be false. */
  claim: string
  /** Planted files: path -> text. The refusal must stand at the first. */
  files: Record<string, string>
  /** Words of the refusal: a rule's name or its message. */
  refusal: string
}

export const SERVER = 'packages/server/src'
export const FEATURE = `${SERVER}/features/planted`

export const wall = (claim: string, path: string, text: string, refusal: string): Wall => ({
  claim,
  files: { [path]: `${text}\n` },
  refusal,
})
