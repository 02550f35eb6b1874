import { contract, type PageAnswer, type Problem } from '@latchkey/contract'
import type { ProvidersFeature } from '#features/providers'
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
  const linked = new Set(items.map(({ provider }) => provider))
  const offered =
    linked.size === 0 ? [] : (await providers.listOffered()).filter(({ slug }) => linked.has(slug))
  const { documents } = await import('./prove-document.ts')
  return formAnswer(documents(visit.language).form({ ...asked, factors, offered }))
}
