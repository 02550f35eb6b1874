import {
  type Ask,
  type Asked,
  type EndpointDefinition,
  type ObjectSchema,
  type OutputOf,
  type Page,
  type PageAnswer,
  type PageRequest,
  Problem,
  problem,
} from '@latchkey/contract'
import type { Caller, Principal } from '#features/principals'
import type { Language } from '#kernel/language'
import { formAnswer } from '../../form-page.ts'
import { languageOf } from '../../language.ts'
import { scriptRefusal } from '../../script-refusal.ts'
import { nextOf } from '../goal.ts'
import type { KeptTyping, Typed } from '../kept-typing.ts'
import type { ShownOnce } from '../shown-once.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import { PROVE } from './addresses.ts'
import { json } from './json.ts'
import { OF_ACCOUNT, owned, takeOwner } from './owned.ts'
import { type ProveFormDeps, proveForm } from './prove-form.ts'

/** Somebody who is signed in, at a page that is their own. */
export interface Visit {
  readonly page: PageRequest
  readonly caller: Principal
  readonly language: Language
  /** Whether what is mailed gets anywhere. */
  readonly sendsMail: boolean
  /** Whether who it is was proved in this very request. */
  readonly isProved: boolean
  /** What a form made that this page shows, where it is one that shows such a thing. */
  readonly shown?: unknown
  /** On to the page of this path, with what it shows and nothing shows again. */
  showOnce(path: string, shown: unknown, cookies?: readonly string[]): PageAnswer
  /** What the API does for whoever asks it for the same. Throws what it refuses. */
  ask<E extends EndpointDefinition>(endpoint: E, asked?: Asked<E>): Promise<OutputOf<E>>
}

/** A page to look at: nothing is changed by it. */
export interface Look {
  readonly path: string
  /** Where somebody goes on who had to sign in or to prove who it is; this page itself unless said otherwise. */
  readonly from?: string
  answer(visit: Visit): PageAnswer | Promise<PageAnswer>
}

/** What a form of a page does. */
export interface Deed {
  readonly path: string
  /** The page that the form stands on. */
  readonly from: string
  readonly form: ObjectSchema
  /** What is typed is a secret: it is not kept while somebody proves who they are or signs in again, and is typed again. */
  readonly isSecret?: true
  /** What this form only leads to: that is kept where nobody is signed in any more. */
  waiting?(page: PageRequest): Typed | undefined
  answer(visit: Visit): Promise<PageAnswer>
  /** The page again, with what is wrong beside what was typed. */
  refuse(refusal: Problem, visit: Visit): PageAnswer | Promise<PageAnswer>
}

export interface OwnDeps extends ProveFormDeps {
  readonly browser: SignedIn
  readonly ask: Ask<Caller>
  /** Of whoever has chosen none. */
  readonly language: Language
  readonly sendsMail: boolean
  readonly keptTyping: KeptTyping
  readonly shownOnce: ShownOnce
  /** All that there are, by their path. */
  readonly deeds: ReadonlyMap<string, Deed>
}

const isCode = (error: unknown, code: Problem['code']): error is Problem =>
  error instanceof Problem && error.code === code

const signIn = (next: string, cookies: readonly string[] = []) =>
  seeOther(`/sign-in?next=${encodeURIComponent(next)}`, cookies)

/** The token of a link is not lost on the way. */
const nextIn = (path: string, page: PageRequest): string => {
  const token = page.query('token')
  return token === undefined ? path : nextOf(`${path}?token=${token}`, path)
}

/** The schema of a form: what is empty was not typed. */
export const formOf = (
  required: readonly string[],
  properties: ObjectSchema['properties'],
): ObjectSchema => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
})

/** As a field has it. */
export const accountOf = ({ caller }: Visit): string => String(caller.userId)

/** What waits for a proof, as fields out of sight: it is done for the account that asked for it, and for no other. */
export const waitingOf = (visit: Visit, deed: string, typed: string): Record<string, string> => ({
  account: accountOf(visit),
  deed,
  typed,
})

const meanwhile = () =>
  problem('invalid_token', {
    detail:
      'You were signed out meanwhile, and nothing was done. What you typed is still here: send it again.',
  })

const isAnothers = (visit: Visit, owner: string | undefined): boolean =>
  owner !== undefined && owner !== accountOf(visit)

const anothers = () =>
  problem('forbidden', {
    detail:
      'Somebody else was signed in when this page was opened, and nothing was done. Look at whose account this is.',
  })

/** Pages of whoever is signed in. What is done by them is done by the API, as for anybody who asks it. */
export function ownPages(deps: OwnDeps) {
  const { browser, ask, providers, language, sendsMail, keptTyping, shownOnce, deeds } = deps
  const visitOf = async (page: PageRequest, isProved = false): Promise<Visit | undefined> => {
    const caller = await browser.find(page)
    if (!caller) return undefined
    const askAs: Visit['ask'] = (endpoint, asked) => ask(endpoint, caller, page.facts, asked)
    const spoken = languageOf(page, language, caller.language)
    const showOnce: Visit['showOnce'] = (path, shown, cookies) =>
      shownOnce.lead(path, String(caller.userId), shown, cookies)
    return { page, caller, language: spoken, sendsMail, isProved, ask: askAs, showOnce }
  }

  /** With a form that goes on with what was asked for, once it is proved who it is. */
  const askForProof = async (visit: Visit, { path, from, isSecret }: Deed): Promise<PageAnswer> => {
    const typed = isSecret ? {} : waitingOf(visit, path, new URLSearchParams(visit.page.form).toString())
    return { ...(await proveForm(visit, { kept: { next: from, ...typed } }, { providers })), status: 403 }
  }

  /** Who is not signed in any more finds what was typed at its page again, by whatever way that is reached. */
  const signInAgain = (
    deed: Deed,
    page: PageRequest,
    { account, cookies = [] }: { account?: string; cookies?: readonly string[] } = {},
  ): PageAnswer => {
    const typed = deed.waiting ? deed.waiting(page) : { deed: deed.path, typed: page.form, account }
    const to = typed && deeds.get(typed.deed)
    if (!to || to.isSecret) return signIn(deed.from, cookies)
    return signIn(to.from, [...cookies, ...keptTyping.keep(typed)])
  }

  /** The page with what was typed when nobody was signed in. It is not sent by itself: whoever signed in may be somebody else. */
  const showTyped = async (visit: Visit, path: string): Promise<PageAnswer | undefined> => {
    const found = keptTyping.find(visit.page, accountOf(visit))
    const deed = found && deeds.get(found.deed)
    if (!deed || deed.from !== path) return undefined
    const answer = await deed.refuse(meanwhile(), { ...visit, page: { ...visit.page, form: found.typed } })
    return { ...answer, cookies: [keptTyping.forget(), ...(answer.cookies ?? [])] }
  }

  /** What a deed comes to; only what its own page has no words for is thrown. */
  const carryOut = async (deed: Deed, visit: Visit): Promise<PageAnswer> => {
    try {
      return await deed.answer(visit)
    } catch (error) {
      if (isCode(error, 'reauth_required')) return askForProof(visit, deed)
      // The session ended while this was done.
      if (isCode(error, 'invalid_token'))
        return signInAgain(deed, visit.page, { account: accountOf(visit), cookies: [browser.end()] })
      throw error
    }
  }

  /** Whoever is not signed in any more has the language of a page for anybody. */
  const spoken = async (page: PageRequest): Promise<Language> =>
    (await visitOf(page))?.language ?? languageOf(page, language)

  const refuseSignedOut = async (refusal: Problem, page: PageRequest, path: string): Promise<PageAnswer> => {
    const { documents } = await import('./refused-document.ts')
    return formAnswer(documents(languageOf(page, language)).signedOut({ refusal, next: path }))
  }

  return {
    carryOut,
    /** Undefined where nobody is signed in. */
    visitOf,
    /** Of whoever is not known. */
    languageOf: (page: PageRequest): Language => languageOf(page, language),
    /** What the script of a page asks for. */
    give: (path: string, endpoint: EndpointDefinition): Page => ({
      method: 'POST',
      path,
      form: formOf([], {}),
      async answer(page) {
        const visit = await visitOf(page)
        if (!visit) throw problem('invalid_token', { detail: 'You are signed out. Sign in again.' })
        return json(await visit.ask(endpoint))
      },
      refuse: async (refusal, page) => scriptRefusal(refusal, await spoken(page)),
    }),
    look: ({ path, from = path, answer }: Look): Page => ({
      method: 'GET',
      path,
      async answer(page) {
        const visit = await visitOf(page)
        if (!visit) return signIn(nextIn(from, page))
        try {
          const shown = shownOnce.find(page, path, accountOf(visit))
          const opened = (await showTyped(visit, path)) ?? (await answer({ ...visit, shown }))
          return owned(shown === undefined ? shownOnce.leave(page, opened) : opened, accountOf(visit))
        } catch (error) {
          if (isCode(error, 'reauth_required')) return seeOther(`${PROVE}?next=${encodeURIComponent(from)}`)
          if (isCode(error, 'invalid_token')) return signIn(from, [browser.end()])
          throw error
        }
      },
      async refuse(refusal, page) {
        const visit = await visitOf(page)
        if (!visit) return refuseSignedOut(refusal, page, from)
        const { documents } = await import('./refused-document.ts')
        return formAnswer(documents(visit.language).refused({ refusal }))
      },
    }),
    act: (deed: Deed): Page => ({
      method: 'POST',
      path: deed.path,
      form: {
        ...deed.form,
        properties: { ...deed.form.properties, [OF_ACCOUNT]: { type: 'string', maxLength: 32 } },
      },
      async answer(sent) {
        const { owner, page } = takeOwner(sent)
        const visit = await visitOf(page)
        if (visit) {
          if (isAnothers(visit, owner)) throw anothers()
          return owned(shownOnce.leave(page, await carryOut(deed, visit)), accountOf(visit))
        }
        const account = owner ?? (await browser.findOwner(page))
        return signInAgain(deed, page, account === undefined ? {} : { account: String(account) })
      },
      async refuse(refusal, sent) {
        const { owner, page } = takeOwner(sent)
        const visit = await visitOf(page)
        if (!visit) return refuseSignedOut(refusal, page, deed.from)
        // What somebody else typed is shown to nobody.
        const shown = isAnothers(visit, owner) ? { ...visit, page: { ...page, form: {} } } : visit
        return owned(await deed.refuse(refusal, shown), accountOf(visit))
      },
    }),
  }
}
export type Own = ReturnType<typeof ownPages>
