import { expect, test } from 'bun:test'
import { Problem, type RequestFacts } from '@latchkey/contract'
import { type SignInDeps, signIn } from './sign-in.ts'

const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => undefined,
  userAgent: () => null,
  device: () => undefined,
  peerAddress: () => undefined,
  header: () => null,
}

/** Everything that a sign-in could ask for says that it was asked. */
function watched() {
  const asked: string[] = []
  const watching = (name: string): never =>
    new Proxy({}, { get: (_, member) => () => asked.push(`${name}.${String(member)}`) }) as never
  const deps: SignInDeps = {
    storage: watching('storage'),
    store: watching('store'),
    accounts: watching('accounts'),
    tokens: watching('tokens'),
    clock: watching('clock'),
    random: watching('random'),
    passwords: new Proxy({} as SignInDeps['passwords'], {
      get: (_, member) =>
        member === 'isTooLong'
          ? (text: string) => [...text].length > 256
          : () => asked.push(`passwords.${String(member)}`),
    }),
    refreshTokens: watching('refreshTokens'),
    pending: watching('pending'),
    digest: (text) => text,
    factors: watching('factors'),
    guard: {
      beginAttempt: () => watching('guard'),
      // Refusing is all that happens.
      noteRefusal: () => 'K7M4-2Q9T',
    },
    accessTokenSeconds: 1_800,
    sessionIdleSeconds: 1_800,
    sessionAbsoluteSeconds: 1_800,
  }
  return { deps, asked }
}

test.each([257, 60_000])(
  'C003 %i characters are refused before an account is looked for or a hash begun',
  async (length) => {
    const { deps, asked } = watched()
    const outcome = await signIn(
      deps,
      { username: 'alice', password: 'x'.repeat(length), goesOn: true, deviceToken: undefined },
      request,
      async () => void asked.push('record'),
    ).catch((e) => e)
    expect(outcome).toBeInstanceOf(Problem)
    expect([outcome.code, outcome.reference]).toEqual(['invalid_credentials', 'K7M4-2Q9T'])
    expect(asked).toEqual([])
  },
)
