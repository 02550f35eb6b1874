// C101: behind the offer of a passkey nobody is sent to an app who did not sign in for it.
import { describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { APP, hiddenOf, returnsToApp } from '../support/hosted-sign-in.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { type Shown, Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled, ...returnsToApp } })
const OFFER = '/sign-in/passkey-offer'
const goalOf = (state: string): string =>
  `/sign-in/return?${new URLSearchParams({
    return_to: APP,
    state,
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
  })}`
const GOAL = goalOf('mine')

/** Signed in for an app, as far as the offer. */
async function offered(next = GOAL): Promise<Visitor> {
  const { username, password } = await join(server)
  const visitor = new Visitor(server)
  const answer = await visitor.post('/sign-in', { username, password, next, passkeys: 'able' })
  expect(answer.location).toBe(`${OFFER}?next=${encodeURIComponent(next)}`)
  return visitor
}
const isSent = ({ location }: Shown): boolean => location?.startsWith(`${APP}?code=`) ?? false
const say = (visitor: Visitor, answer: string, next = GOAL): Promise<Shown> =>
  visitor.post(`${OFFER}/answer`, { answer, next })

test.each(['later', 'never'])(
  'who signed in for an app and says %s goes straight on, once',
  async (answer) => {
    const visitor = await offered()
    expect(isSent(await say(visitor, answer))).toBe(true)
    expect((await say(visitor, answer)).location).toBe(GOAL)
  },
)

describe('who has come to the offer otherwise is asked first', () => {
  test('by a link, signed in long ago', async () => {
    const visitor = await visitorOf(server, await join(server))
    for (const answer of ['later', 'never']) expect((await say(visitor, answer)).location).toBe(GOAL)
    const page = await visitor.get(GOAL)
    expect(hiddenOf(page.text)).toEqual({ next: GOAL })
    expect(isSent(await visitor.post('/sign-in/return', { next: GOAL }))).toBe(true)
  })

  test('for another sign-in of the same app', async () => {
    const visitor = await offered()
    expect((await say(visitor, 'later', goalOf('another'))).location).toBe(goalOf('another'))
  })

  test('with what another session was given', async () => {
    const [one, other] = [await offered(), await offered()]
    other.cookies.set('latchkey-straight-on', one.cookies.get('latchkey-straight-on') ?? '')
    expect((await say(other, 'later')).location).toBe(GOAL)
  })

  test('with what nobody was given', async () => {
    const visitor = await visitorOf(server, await join(server))
    visitor.cookies.set('latchkey-straight-on', 'straight on')
    expect((await say(visitor, 'later')).location).toBe(GOAL)
  })
})
