import type { ShownRecovery } from '@latchkey/contract'
import { cardDocument, type Form, type FormState, formDocument, type Rendered } from './form-document.ts'
import { newPassword, tokenField } from './form-fields.ts'
import { type Html, html } from './html.ts'
import { instant } from './instant.ts'

const token = tokenField({
  name: 'token',
  label: 'Token',
  hint: 'The end of the mailed link, behind "token=".',
})
const nothingHappened = 'Nothing was changed yet.'

const on = (at: string | null): Html => (at === null ? html`that day` : instant(at))
const callOff = html`<p><a class="button" href="/recovery/cancel">Call it off</a></p>`

/** Who has said that it is them; nothing where nobody has. */
const spoken = ({ administrators, contacts }: ShownRecovery): Html =>
  html`${
    administrators > 0 &&
    html`<p>An administrator of this server has said that it is you.</p>
`
  }${
    contacts > 0 &&
    html`<p>A trusted contact of yours has said that it is you.</p>
`
  }`

/** Whole days where it is whole days. */
const waiting = (hours: number): string => {
  const [number, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

const beginForm = (waitHours: number): Form => ({
  title: 'Recover your account',
  refusedTitle: 'Not yet: recover your account',
  introduction: html`<h1>Recover your account</h1>
<p>For whoever has lost everything that signs in. A password alone is replaced faster: ask for a new one in the app.</p>
<p>From now on it takes ${waiting(waitHours)}. Until then nothing changes, and every device and every address of the account hears of it, so that nobody takes the account unseen.</p>`,
  action: '/recovery/begin',
  button: 'Begin',
  fields: [token],
  tokenName: 'token',
  nothingHappened,
})

const underWay = (
  shown: ShownRecovery,
): Html => html`<p>On ${on(shown.ready_at)} a link is mailed to you by which you choose a new password. If you miss it, ask again where you asked for this mail, until ${on(shown.expires_at)}.</p>
<p>Then one thing more is needed: the password of before, if no mailed link chose it; or somebody who says that it is you, a trusted contact or an administrator of this server. Speak with them meanwhile.</p>
${spoken(shown)}<p>You may close this page.</p>`

const freezeForm = (shown: ShownRecovery | undefined): Form => ({
  title: 'Somebody wants your account',
  refusedTitle: 'Not yet: hold it up',
  introduction: html`<h1>Somebody wants to recover your account</h1>
<p>If it is you, do nothing, and close this page.</p>
<p>If it is not you, hold it up for 72 hours${shown && html`: else it may be completed from ${on(shown.ready_at)} on`}. That works once. Then call it off, for which you prove who you are.</p>`,
  action: '/recovery/freeze',
  button: 'Hold it up for 72 hours',
  fields: [token],
  tokenName: 'token',
  nothingHappened,
})

const frozen = ({
  frozen_until,
  ready_at,
}: ShownRecovery): Html => html`<p>Before ${on(frozen_until)} nobody gets into the account by it, and by mail not before ${on(ready_at)}. Then it goes on by itself, and it is held up once only.</p>
<p>If it is not you, call it off before that.</p>
${callOff}`

const finishForm = (shown: ShownRecovery | undefined): Form => ({
  title: 'Choose a new password',
  refusedTitle: 'Not yet: choose a new password',
  introduction: html`<h1>Take your account back</h1>
<p>Choose a new password. Everybody who is signed in is signed out, and every second factor, passkey and trusted device is removed.</p>
${shown && spoken(shown)}`,
  action: '/recovery',
  button: 'Take it back',
  fields: [
    token,
    { ...newPassword, label: 'New password' },
    {
      name: 'current_password',
      label: 'Password of before, if you know it',
      hint: 'Needed only where no trusted contact and no administrator has said that it is you.',
      attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
      isSecret: true,
      isOptional: true,
    },
  ],
  tokenName: 'token',
  nothingHappened,
})

const wrongToken = (what: string, next: Html, reference?: string): Rendered =>
  cardDocument(
    'This link does not work',
    html`<h1>This link does not work</h1>
<p>It is mistyped, was used already, was replaced by a newer one, ${what}. Nothing was changed.</p>
${next}
${reference !== undefined && html`<p>Whoever runs this server finds out why by this reference: ${reference}</p>`}`,
  )

export const documents = {
  '/recovery/begin': {
    opened: (state: FormState, shown: ShownRecovery | undefined, waitHours: number) =>
      shown?.is_under_way && shown.is_mail_shown
        ? cardDocument(
            'Under way',
            html`<h1>Your recovery is under way</h1>
${underWay(shown)}`,
          )
        : formDocument(beginForm(waitHours), state),
    done: (shown: ShownRecovery) =>
      cardDocument(
        'Begun',
        html`<h1>Your recovery has begun</h1>
${underWay(shown)}`,
      ),
    wrongToken: (reference?: string) =>
      wrongToken(
        'or is more than an hour old',
        html`<p>Ask for a new one where you asked for this one. A recovery that has begun goes on.</p>`,
        reference,
      ),
  },
  '/recovery/freeze': {
    opened: (state: FormState, shown: ShownRecovery | undefined) =>
      shown?.frozen_until
        ? cardDocument(
            'Held up',
            html`<h1>It was held up already</h1>
${frozen(shown)}`,
          )
        : formDocument(freezeForm(shown), state),
    done: (shown: ShownRecovery) =>
      cardDocument(
        'Held up',
        html`<h1>It is held up for 72 hours</h1>
${frozen(shown)}`,
      ),
    wrongToken: (reference?: string) =>
      wrongToken(
        'or that recovery is over',
        html`<p>One that is under way still is called off by whoever proves to be the owner.</p>
${callOff}`,
        reference,
      ),
  },
  '/recovery': {
    opened: (state: FormState, shown: ShownRecovery | undefined) => formDocument(finishForm(shown), state),
    done: () =>
      cardDocument(
        'Done',
        html`<h1>Your account is yours again</h1>
<p>Go back to the app and sign in with the new password. Then add a second factor again: there is none now.</p>
<p>API keys were left as they are. Look at them, and remove what is not yours.</p>
<p>The link is used up; nobody can use it again. You may close this page.</p>`,
      ),
    wrongToken: (reference?: string) =>
      wrongToken(
        'or is more than an hour old',
        html`<p>Ask for a recovery again, with the same address: while yours may be completed, you are mailed a new link at once. Who was given this link by an administrator asks them for another.</p>`,
        reference,
      ),
  },
} as const

export type RecoveryPath = keyof typeof documents
