import { contract, type Problem } from '@latchkey/contract'
import type { ProvidersFeature } from '#features/providers'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { IDENTITIES } from '../identities-address.ts'
import type { Leaving } from '../leaving.ts'
import { seeOther } from '../signed-in.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

export interface IdentitiesDeps {
  readonly providers: Pick<ProvidersFeature, 'listOffered' | 'begin'>
  readonly leaving: Leaving
}

const load = loaded(async () => (await import('./identities-document.ts')).documents)

const { slug } = contract.providers.change.input.params.properties
const { identity_id } = contract.providers.unlink.input.params.properties

const show = async (
  { ask, language, page }: Visit,
  { providers }: Pick<IdentitiesDeps, 'providers'>,
  refusal?: Problem,
) => {
  const { items } = await ask(contract.providers.identities)
  const state = { items, offered: await providers.listOffered(), done: page.query('done'), refusal }
  return formAnswer((await load())(language).identities(state))
}

/** GET /account/identities */
export const identitiesLook = (deps: IdentitiesDeps): Look => ({
  path: IDENTITIES,
  answer: (visit) => show(visit, deps),
})

/** By which other servers somebody signs in: another one is linked by going there, and coming back to /sign-in/callback/{slug}. */
export const identitiesDeeds = (deps: IdentitiesDeps): readonly Deed[] => [
  {
    path: `${IDENTITIES}/link`,
    from: IDENTITIES,
    form: formOf(['provider'], { provider: slug }),
    async answer({ page, caller, language }) {
      const { provider = '' } = page.form
      const asked = { slug: provider, goal: IDENTITIES, linking: caller }
      return deps.leaving.leave(language, provider, await deps.providers.begin(asked, page.facts))
    },
    refuse: (refusal, visit) => show(visit, deps, refusal),
  },
  {
    path: `${IDENTITIES}/remove`,
    from: IDENTITIES,
    form: formOf(['identity_id'], { identity_id }),
    async answer({ ask, page }) {
      await ask(contract.providers.unlink, { params: { identity_id: page.form['identity_id'] ?? '' } })
      return seeOther(`${IDENTITIES}?done=removed`)
    },
    refuse: (refusal, visit) => show(visit, deps, refusal),
  },
]
