import { send } from '../../support/http.ts'
import { codeMailed, releaseToken, revertToken, tokenMailed } from '../../support/mailbox.ts'
import { type AuditRow, somebody } from './row.ts'

/** The same for everybody: nobody is refused but who names no address. */
const asked = (path: string): AuditRow => ({
  route: `POST ${path}`,
  status: 202,
  hasSubject: false,
  done: async (world) => ({
    line: `POST ${path}`,
    ask: { json: { email: (await somebody(world)).email } },
  }),
})

const mailedByChanging: Readonly<Record<string, typeof revertToken>> = {
  address_changed: revertToken,
  release_address: releaseToken,
}

const mailed = (path: string, template: string, hasMore: readonly string[] = []): AuditRow => ({
  route: `POST ${path}`,
  hasSubject: true,
  ...(hasMore.length > 0 ? { leavesMore: hasMore } : {}),
  done: async (world) => {
    const who = await somebody(world)
    if (template === 'sign_in_link')
      await send(world.server, 'POST /auth/sign-in-link', { json: { email: who.email } })
    const find = mailedByChanging[template]
    const token = await (find?.(world.server, who) ?? tokenMailed(world.server, who.email, template))
    return { line: `POST ${path}`, ask: { json: { token } } }
  },
  refused: async () => ({
    line: `POST ${path}`,
    ask: { json: { token: 'x'.repeat(43) } },
    code: 'invalid_mailed_token',
  }),
})

const REDEEM_CODE = 'POST /auth/sign-in-code/redeem'
/** What is mailed, and what the mail is for. */
export const mailedRows: readonly AuditRow[] = [
  asked('/auth/verify-email/resend'),
  asked('/auth/forgot-password'),
  asked('/auth/sign-in-link'),
  asked('/auth/sign-in-code'),
  mailed('/auth/verify-email', 'verify_email'),
  // Nobody had proved these addresses yet.
  mailed('/auth/email/revert', 'address_changed', ['account.claimed']),
  mailed('/auth/email/release', 'release_address'),
  mailed('/auth/sign-in-link/redeem', 'sign_in_link', ['account.claimed']),
  {
    route: REDEEM_CODE,
    hasSubject: true,
    leavesMore: ['account.claimed'],
    done: async (world) => {
      const { email } = await somebody(world)
      return { line: REDEEM_CODE, ask: { json: { email, code: await codeMailed(world.server, email) } } }
    },
    refused: async (world) => {
      const { email } = await somebody(world)
      return { line: REDEEM_CODE, ask: { json: { email, code: '00000000' } }, code: 'invalid_credentials' }
    },
  },
]
