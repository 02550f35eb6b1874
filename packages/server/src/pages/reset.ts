import { contract, type Implemented, type Page, type User } from '@latchkey/contract'
import type { RecoveryFeature } from '#features/recovery'
import type { UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import { going } from './hosted/going.ts'
import type { Returning } from './hosted/returning.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly isSecure: boolean
  readonly returning: Pick<Returning, 'shown'>
  readonly recovery: Pick<RecoveryFeature, 'getHolder'>
  findUser(id: UserId): Promise<User | undefined>
}

const endpoint = contract.recovery.resetPassword

/** GET and POST /reset: the reset link, for people. */
export function resetPages<C>({
  implemented,
  language,
  isSecure,
  returning,
  recovery,
  findUser,
}: Deps<C>): Page[] {
  const reset = formSender(implemented, endpoint)
  const kept = going({ isSecure })
  const inWords = inLanguage(() => import('./reset-document.ts'), language)
  /** What the token decides has a page of its own; everything else can be mended in the form. */
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const documents = await inWords(page)
    if (refusal.code === 'invalid_reset_token') return formAnswer(documents.wrongToken(refusal.reference))
    return formAnswer(documents.form({ token: page.form['token'], entered: page.form, refusal }))
  }
  return [
    {
      method: 'GET',
      path: '/reset',
      async answer(page) {
        const token = page.query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        if (token !== undefined) await recovery.getHolder(token)
        return formAnswer((await inWords(page)).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/reset',
      form: endpoint.input.body,
      async answer(page) {
        // Whose it is, before it is spent; what is wrong with it the endpoint says.
        const holder = await recovery.getHolder(page.form['token'] ?? '').catch(() => undefined)
        await reset(page)
        const user = holder === undefined ? undefined : await findUser(holder)
        const { next, cookies } = kept.take(page)
        const success = (await inWords(page)).success(user?.username, next)
        return { ...returning.shown(next, success), cookies }
      },
      refuse,
    },
  ]
}
