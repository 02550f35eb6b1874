import {
  contract,
  type Implemented,
  type ObjectSchema,
  type Page,
  type PageRequest,
  type ShownRecovery,
} from '@latchkey/contract'
import type { WayBackFeature } from '#features/way-back'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import { inLanguage } from './in-language.ts'

export interface RecoveryDeps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly wayBack: Pick<WayBackFeature, 'look'>
  readonly recoveryWaitHours: number
}

const { begin, freezeByMail, complete } = contract.wayBack
const completeForm: ObjectSchema = {
  ...complete.input.body,
  properties: {
    ...complete.input.body.properties,
    // A field of a form that is left alone is sent empty.
    current_password: { ...complete.input.body.properties.current_password, minLength: 0 },
  },
}
const links = [
  ['/recovery/begin', 'begin', begin, begin.input.body],
  ['/recovery/freeze', 'stop', freezeByMail, freezeByMail.input.body],
  ['/recovery', 'finish', complete, completeForm],
] as const

/** GET and POST at the addresses that a way back mails: a link is looked at by the one and spent by the other (C069). */
export const recoveryPages = <C>({
  implemented,
  language,
  wayBack,
  recoveryWaitHours,
}: RecoveryDeps<C>): Page[] =>
  links.flatMap(([path, kind, endpoint, form]): Page[] => {
    const send = formSender(implemented, endpoint)
    const inWords = inLanguage(() => import('./recovery-document.ts'), language)
    const refuse: Page['refuse'] = async (refusal, page) => {
      const { opened, wrongToken } = (await inWords(page))[path]
      if (refusal.code === 'invalid_recovery_token') return formAnswer(wrongToken(refusal.reference))
      return formAnswer(opened({ token: page.form['token'], refusal }, undefined, recoveryWaitHours))
    }
    return [
      {
        method: 'GET',
        path,
        async answer(page) {
          const token = page.query('token')
          // Programs that check mail open every link in it.
          const shown = token === undefined ? undefined : await wayBack.look(token, kind)
          return formAnswer((await inWords(page))[path].opened({ token }, shown, recoveryWaitHours))
        },
        refuse,
      },
      {
        method: 'POST',
        path,
        form,
        async answer(page) {
          const shown = (await send(withoutBlank(page))) as ShownRecovery
          return formAnswer((await inWords(page))[path].done(shown))
        },
        refuse,
      },
    ]
  })

const withoutBlank = (request: PageRequest): PageRequest => ({
  ...request,
  form: Object.fromEntries(Object.entries(request.form).filter(([, value]) => value !== '')),
})
