import { endpoint } from './endpoint.ts'

const SignedList = {
  type: 'string',
  description:
    'A JWS (RFC 7515) by a key of `/.well-known/jwks.json`, its `typ` is `latchkey-revocations+jwt`. Its payload has `kind`, ' +
    '`stream` and `n`, which counts the events of a stream from 0, `at` in milliseconds since the epoch, `kids`, the keys ' +
    'whose tokens count, and `revoked`: ' +
    'for each second since the epoch at which entries can be forgotten, the entries in one text. An entry is 12 characters: ' +
    'the first 9 bytes of the SHA-256 of a session id (`sid` of its tokens) in base64url.',
} as const

/** For whoever checks tokens without asking: which sessions ended although a token of theirs is still in its time. */
export const revocations = {
  snapshot: endpoint({
    method: 'GET',
    path: '/revocations',
    access: 'revocations:read',
    tag: 'verifiers',
    summary: 'The sessions that ended before their tokens did',
    status: 200,
    output: { type: 'object', required: ['snapshot'], properties: { snapshot: SignedList } },
    errors: ['verification_is_local'],
    example: { answer: { snapshot: 'eyJhbGciOiJFZERTQSIs...' } },
  }),
  stream: endpoint({
    method: 'GET',
    path: '/revocations/stream',
    access: 'revocations:read',
    tag: 'verifiers',
    summary: 'The same, as they end',
    description:
      'The first event is the snapshot; then one for each change, and one each second that says that nothing is missing. ' +
      'Whoever has heard nothing for 5 seconds refuses every token.',
    status: 200,
    stream: true,
    output: SignedList,
    errors: ['verification_is_local', 'overloaded'],
    example: { answer: 'event: snapshot\ndata: eyJhbGciOiJFZERTQSIs...\n\n' },
  }),
}
