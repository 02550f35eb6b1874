import type { Cursors } from '#kernel/newest-first'
import { isSameDigest, type KeyedDigest } from './keyed-digest.ts'

/** Of the digest: 132 bits, so that the cursor of a list of names stays within 128 characters. */
const MARK_LENGTH = 22

/** A cursor is the position in base64url, a dot, and the mark that only this server can set beneath it. */
export function markedCursors(digest: KeyedDigest): Cursors {
  const markOf = (list: string, position: string) => digest(`${list} ${position}`).slice(0, MARK_LENGTH)
  return {
    write(list, position) {
      const text = Buffer.from(position).toString('base64url')
      return `${text}.${markOf(list, text)}`
    },
    read(list, cursor) {
      const [text = '', mark = '', ...more] = cursor.split('.')
      if (more.length > 0 || !isSameDigest(mark, markOf(list, text))) return undefined
      return Buffer.from(text, 'base64url').toString()
    },
  }
}
