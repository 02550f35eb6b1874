import type { Ask, Page } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { accountPages } from './account/index.ts'
import { forgotPages } from './forgot.ts'
import { type EntryDeps, type GettingIn, gettingIn } from './getting-in.ts'
import { mailSignInPages } from './mail-sign-in.ts'
import { passkeyOfferPages } from './passkey-offer.ts'
import { type JudgeDeps, passwordJudgePage } from './password-judge.ts'
import { signInPages } from './sign-in.ts'
import { type LinkDeps, signInLinkPages } from './sign-in-link.ts'
import { signUpPages } from './sign-up.ts'
import { type SignedInDeps, signedIn } from './signed-in.ts'

export type { GettingIn } from './getting-in.ts'

export interface HostedDeps extends SignedInDeps, Omit<EntryDeps, 'browser'>, JudgeDeps, LinkDeps {
  /** What answers the API, for whoever is known by a cookie. */
  readonly ask: Ask<Caller>
  /** Where people reach the server. */
  baseUrl(): string
}

/** Who is at a browser, and how somebody gets in: what all pages share. */
export function atBrowsers<D extends HostedDeps>(deps: D) {
  const browser = signedIn(deps)
  return { ...deps, browser, entry: gettingIn({ ...deps, browser }) }
}

/** The pages of this server that people get in by, and what is theirs behind them. */
export function hostedPages(shared: HostedDeps & Pick<EntryDeps, 'browser'> & { entry: GettingIn }): Page[] {
  const { entry } = shared
  return [
    ...signInPages(shared, entry),
    ...mailSignInPages(shared, entry),
    ...signInLinkPages(shared, entry),
    ...signUpPages(shared, entry),
    ...forgotPages(shared, entry),
    ...passkeyOfferPages(shared, entry),
    passwordJudgePage(shared, entry.languageOf),
    ...accountPages(shared),
  ]
}
