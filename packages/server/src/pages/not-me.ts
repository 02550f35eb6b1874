import { contract, type Implemented, type Page } from '@latchkey/contract'
import type { NoticesFeature } from '#features/notices'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly notices: Pick<NoticesFeature, 'refuseWrongToken'>
}

const endpoint = contract.notices.notMe

/** GET and POST /not-me: the link of a mailed notice, for people. */
export function notMePages<C>({ implemented, language, notices }: Deps<C>): Page[] {
  const disown = formSender(implemented, endpoint)
  const inWords = inLanguage(() => import('./not-me-document.ts'), language)
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const documents = await inWords(page)
    if (refusal.code === 'invalid_notice_token') return formAnswer(documents.wrongToken())
    return formAnswer(documents.form({ token: page.form['token'], entered: page.form, refusal }))
  }
  return [
    {
      method: 'GET',
      path: '/not-me',
      async answer(page) {
        const token = page.query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        if (token !== undefined) await notices.refuseWrongToken(token)
        return formAnswer((await inWords(page)).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/not-me',
      form: endpoint.input.body,
      async answer(page) {
        await disown(page)
        return formAnswer((await inWords(page)).success())
      },
      refuse,
    },
  ]
}
