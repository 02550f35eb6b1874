import type { PageAnswer, PageRequest } from '@latchkey/contract'
import type { Principal } from '#features/principals'
import type { ReturnCodes } from '#features/sessions'
import type { Language } from '#kernel/language'
import type { Rendered } from '../form-document.ts'
import { formAnswer } from '../form-page.ts'
import { languageOf } from '../language.ts'
import { type Goal, type GoalFault, goalOf, nextOf, pathOf, returnGoalOf } from './goal.ts'
import { returnAddresses } from './return-address.ts'
import { seeOther } from './signed-in.ts'

export interface ReturningDeps {
  readonly returnCodes: ReturnCodes
  /** LATCHKEY_RETURN_TO. */
  readonly returnTo: readonly string[]
  /** Of whoever asks for no language. */
  readonly language: Language
  baseUrl(): string
}

/** How somebody who signs in for an app comes back to it. */
export interface Returning {
  /** The goal that the address of a page has, as `next`; an answer where an app asks for what it does not get. */
  asked(page: PageRequest): Promise<string | PageAnswer>
  /** The goal that a form has, which is kept here until somebody is back; an answer where nobody would be sent there. */
  kept(next: string | undefined, page: PageRequest): Promise<string | PageAnswer>
  /** A page on the way: what may follow on its forms is in its policy. */
  shown(next: string, rendered: Rendered): PageAnswer
  /** On to the goal, with nothing asked: behind a form that this person sent. */
  goOn(next: string, caller: Principal, page: PageRequest, cookies?: readonly string[]): Promise<PageAnswer>
}

export function returning({ returnCodes, returnTo, language, baseUrl }: ReturningDeps): Returning {
  const addresses = returnAddresses(returnTo)

  /** Never a redirect: the address is not one that anybody vouched for (RFC 6749 section 4.1.2.1). */
  const refused = async (page: PageRequest, fault: GoalFault, address: string): Promise<PageAnswer> => {
    const { documents } = await import('./return-document.ts')
    const rendered = documents.refused(languageOf(page, language), { fault, address })
    return { ...formAnswer(rendered), status: 400 }
  }

  const find = (goal: Goal): string | undefined =>
    goal.kind === 'page' ? undefined : addresses.find(goal.returnTo)

  const listed = async (goal: Goal, page: PageRequest): Promise<string | PageAnswer> =>
    goal.kind === 'return' && find(goal) === undefined
      ? refused(page, 'return_to', goal.returnTo)
      : pathOf(goal)

  return {
    async asked(page) {
      const address = page.query('return_to')
      const goal = address === undefined ? goalOf(page.query('next')) : returnGoalOf(page.query)
      if (typeof goal === 'string') return refused(page, goal, address ?? '')
      return listed(goal, page)
    },
    kept: (next, page) => listed(goalOf(next), page),
    shown(next, rendered) {
      const address = find(goalOf(next))
      if (address === undefined) return formAnswer(rendered)
      // Chromium holds the redirect behind a form against the policy of its page (CSP Level 3 section 6.4.2).
      const { origin, protocol } = new URL(address)
      const source = origin === 'null' ? protocol : origin
      return formAnswer({ ...rendered, formAction: [...(rendered.formAction ?? []), source] })
    },
    async goOn(next, caller, page, cookies = []) {
      const goal = goalOf(next)
      if (goal.kind === 'page') return seeOther(nextOf(next), cookies)
      const address = find(goal)
      if (address === undefined) return { ...(await refused(page, 'return_to', goal.returnTo)), cookies }
      const code = await returnCodes.give(caller, { returnTo: address, challenge: goal.challenge })
      // By whom it is answered (RFC 9207), so that an app with several servers takes no one's answer for another's.
      const told = new URLSearchParams({ code, state: goal.state, iss: baseUrl() })
      return seeOther(`${address}${address.includes('?') ? '&' : '?'}${told}`, cookies)
    },
  }
}
