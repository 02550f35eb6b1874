import type { Ask, Page } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { type AccountDeps, accountPages } from './account/index.ts'
import { askedByMailPages } from './asked-by-mail.ts'
import { type EntryDeps, type GettingIn, gettingIn } from './getting-in.ts'
import { type HalfSignInDeps, halfSignIns } from './half-sign-in.ts'
import { type KeptTypingDeps, keptTyping } from './kept-typing.ts'
import { type LeavingDeps, leaving } from './leaving.ts'
import { mailSignInPages } from './mail-sign-in.ts'
import { passkeyOfferPages } from './passkey-offer.ts'
import { type JudgeDeps, passwordJudgePage } from './password-judge.ts'
import { type ProviderPagesDeps, providerPages } from './providers.ts'
import { returnPages } from './return.ts'
import { type ReturningDeps, returning } from './returning.ts'
import { type ShownOnceDeps, shownOnce } from './shown-once.ts'
import { signInPages } from './sign-in.ts'
import { type LinkDeps, signInLinkPages } from './sign-in-link.ts'
import { signUpPages } from './sign-up.ts'
import { type SignedInDeps, signedIn } from './signed-in.ts'
import { straightOn } from './straight-on.ts'

export type { GettingIn } from './getting-in.ts'

type Shared = Pick<
  EntryDeps,
  'browser' | 'returning' | 'keptTyping' | 'shownOnce' | 'halfSignIns' | 'straightOn'
>

export interface HostedDeps
  extends SignedInDeps,
    Omit<EntryDeps, keyof Shared>,
    ReturningDeps,
    LeavingDeps,
    KeptTypingDeps,
    ShownOnceDeps,
    HalfSignInDeps,
    Pick<AccountDeps, 'factors'>,
    Omit<ProviderPagesDeps, 'leaving' | 'returning' | 'browser' | 'provedElsewhere'>,
    JudgeDeps,
    LinkDeps {
  /** What answers the API, for whoever is known by a cookie. */
  readonly ask: Ask<Caller>
  /** Other servers that say who somebody is. */
  readonly providers: LeavingDeps['providers']
}

/** Who is at a browser, and how somebody gets in: what all pages share. */
export function atBrowsers<D extends HostedDeps>(deps: D) {
  const shared = {
    ...deps,
    browser: signedIn(deps),
    returning: returning(deps),
    keptTyping: keptTyping(deps),
    shownOnce: shownOnce(deps),
    halfSignIns: halfSignIns(deps),
    straightOn: straightOn(deps),
  }
  return { ...shared, entry: gettingIn(shared) }
}

/** The pages of this server that people get in by, and what is theirs behind them. */
export function hostedPages(shared: HostedDeps & Shared & { entry: GettingIn }): Page[] {
  const { entry } = shared
  const elsewhere = { ...shared, leaving: leaving(shared) }
  const account = accountPages(elsewhere)
  return [
    ...signInPages(shared, entry),
    ...mailSignInPages(shared, entry),
    ...signInLinkPages(shared, entry),
    ...signUpPages(shared, entry),
    ...askedByMailPages(shared, entry),
    ...passkeyOfferPages(shared, entry),
    ...providerPages({ ...elsewhere, ...account }, entry),
    ...returnPages(shared),
    passwordJudgePage(shared, entry.languageOf),
    ...account.pages,
  ]
}
