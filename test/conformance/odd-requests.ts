/** Requests that two parsers, or two ways of reading what a parser gives, could answer differently. */
import { bodies, chunks, framings, heads, lengths, sizes, types, unasked } from './odd/bodies.ts'
import { credentials, fields, hosts, methods, targets, twice, versions } from './odd/lines.ts'
import type { Group } from './odd/pieces.ts'

/** Whole messages: after the answer, the next request on the same connection is answered, or it has ended. */
export const ODD: Readonly<Record<string, Group>> = {
  methods,
  targets,
  versions,
  hosts,
  credentials,
  fields,
  twice,
  framings,
  lengths,
  types,
  bodies,
  unasked,
  sizes,
  heads,
  chunks,
}
