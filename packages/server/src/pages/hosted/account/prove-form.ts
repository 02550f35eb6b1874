import { contract, type PageAnswer, type Problem } from '@latchkey/contract'
import { type ProvidersFeature, speaksOf } from '#features/providers'
import { formAnswer } from '../../form-page.ts'
import type { Visit } from './own.ts'

export interface ProveFormDeps {
  readonly providers: Pick<ProvidersFeature, 'listOffered'>
}

interface Asked {
  /** What waits for the proof, as fields out of sight. */
  readonly kept: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

/** What somebody can prove with who they are: the password, a factor, and the accounts elsewhere that are linked. */
export async function proveForm(
  visit: Visit,
  asked: Asked,
  { providers }: ProveFormDeps,
): Promise<PageAnswer> {
  const factors = await visit.ask(contract.factors.overview)
  const { items } = await visit.ask(contract.providers.identities)
  const offered =
    items.length === 0
      ? []
      : (await providers.listOffered()).filter((one) => items.some((identity) => speaksOf(one, identity)))
  const { documents } = await import('./prove-document.ts')
  return formAnswer(documents(visit.language).form({ ...asked, factors, offered }))
}
