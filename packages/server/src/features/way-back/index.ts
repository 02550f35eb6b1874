import { contract, type Implemented, implementFor, problem, type ShownRecovery } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { approve, vouch } from './approve.ts'
import { askForLink, begin, mailAsked } from './begin.ts'
import { complete } from './complete.ts'
import { contactStore } from './contacts/store.ts'
import { acceptContact, offerContact, own, removeContact } from './contacts.ts'
import type { WayBackDeps } from './deps.ts'
import type { LinkKind } from './links/store.ts'
import { recoveryLinks } from './links.ts'
import { look } from './look.ts'
import { shownRecovery } from './shown.ts'
import { cancelOf, cancelOwn, freezeByMail, freezeOwn } from './stop.ts'
import { wayBackStore } from './store.ts'
import { tellDue } from './sweep.ts'

export interface WayBackFeature {
  readonly routes: Implemented<Caller>[]
  /** To be called wherever a password is replaced: one that a link chose is no proof besides the mailbox. */
  notePassword(tx: Transaction, userId: UserId, isByLink: boolean): Promise<unknown>
  /** Of an account that gets another owner: nobody speaks for that one yet. */
  forgetContacts(tx: Transaction, userId: UserId): Promise<void>
  /** What a link leads to; it stays as good as it is. Throws `invalid_recovery_token`. */
  look(token: string, kind: LinkKind): Promise<ShownRecovery>
  /** Somebody asked for a link by this address: where it is somebody's, it is mailed. */
  mailAsked(tx: Transaction, addressKey: string): Promise<void>
  /** Tells of each day that passes, and removes what is over. */
  sweep(): Promise<void>
}

export const hoursInMs = (hours: number): number => hours * 3_600_000

/** The way back into an account of which every factor is gone. */
export function wayBackFeature(given: Omit<WayBackDeps, 'store' | 'contacts' | 'links'>): WayBackFeature {
  const { storage, accounts, audit, clock } = given
  const store = wayBackStore(storage)
  const deps: WayBackDeps = { ...given, store, contacts: contactStore(storage), links: recoveryLinks(given) }
  return {
    forgetContacts: (tx, userId) => deps.contacts.removeAllOf(tx, userId),
    notePassword: (tx, userId, isByLink) =>
      isByLink ? store.noteLinked(tx, userId, clock.now()) : store.forgetLinked(tx, userId),
    look: (token, kind) => look(deps, token, kind),
    mailAsked: (tx, addressKey) => mailAsked(deps, tx, addressKey),
    sweep: () => tellDue(deps),
    routes: implementFor<Caller>()(contract.wayBack, {
      start: ({ body: { email }, request }) => askForLink(deps, email, request),
      begin: ({ body, request }) => begin(deps, body, request),
      freezeByMail: ({ body, request }) => freezeByMail(deps, body, request),
      complete: ({ body, request }) => complete(deps, body, request, audit.by(undefined, request)),
      own: ({ caller }) => own(deps, caller),
      freeze: ({ caller, request }) => freezeOwn(deps, caller, request),
      cancel: ({ caller, request }) => cancelOwn(deps, caller, request),
      offerContact: ({ caller, request }) => offerContact(deps, caller, request),
      acceptContact: ({ caller, body, request }) => acceptContact(deps, caller, body, request),
      removeContact: ({ caller, params: { contact_id }, request }) =>
        removeContact(deps, caller, contact_id, request),
      vouch: ({ caller, params: { id }, request }) => vouch(deps, caller, id, request),
      async of({ params: { id } }) {
        if ((await accounts.findKind(storage, id)) === undefined) throw problem('user_not_found')
        return shownRecovery(deps, storage, id)
      },
      approve: ({ caller, params: { id }, request }) => approve(deps, caller, id, request),
      cancelOf: ({ caller, params: { id }, request }) => cancelOf(deps, caller, id, request),
    }),
  }
}
