import type { Implemented, Page, User } from '@latchkey/contract'
import type { InvitationsFeature } from '#features/invitations'
import type { MailboxesFeature } from '#features/mailboxes'
import type { NoticesFeature } from '#features/notices'
import type { Caller, Live } from '#features/principals'
import type { PrivateRegistrationFeature } from '#features/private-registration'
import type { RecoveryFeature } from '#features/recovery'
import type { SetupFeature } from '#features/setup'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import { apiDocument } from './api-document.ts'
import { type AppearanceInput, appearanceOf } from './appearance.ts'
import { type DevMailDeps, devMailPage } from './dev-mail.ts'
import { dressing } from './dressed.ts'
import { atBrowsers, type HostedDeps, hostedPages } from './hosted/index.ts'
import type { SessionDeps } from './in-session.ts'
import { invitationPages } from './invitation.ts'
import { mailedPages } from './mailed.ts'
import { notMePages } from './not-me.ts'
import { nowherePage } from './nowhere.ts'
import { type RecoveryDeps, recoveryPages } from './recovery.ts'
import { recoveryProofPages } from './recovery-proof.ts'
import { redoc } from './redoc.ts'
import { resetPages } from './reset.ts'
import { setupPages } from './setup.ts'
import { signUpPages } from './sign-up.ts'
import { startPage } from './start.ts'
import { swaggerUi } from './swagger-ui.ts'

export { type AppearanceInput, accentsOf, isDrawing, isPng } from './appearance.ts'

interface Deps extends SessionDeps<Caller>, RecoveryDeps<Caller>, HostedDeps {
  /** What answers the API: a form does what the request of the same meaning does. */
  readonly implemented: readonly Implemented<Caller>[]
  readonly setup: Pick<SetupFeature, 'isCompleted' | 'findWay' | 'refuseWrongToken'>
  readonly mailboxes: Pick<MailboxesFeature, 'refuseWrongToken'>
  readonly privateRegistration: Pick<PrivateRegistrationFeature, 'refuseWrongToken'>
  readonly recovery: Pick<RecoveryFeature, 'getHolder'>
  findUser(id: UserId): Promise<User | undefined>
  readonly invitations: Pick<InvitationsFeature, 'getAddress'>
  readonly notices: Pick<NoticesFeature, 'refuseWrongToken'>
  authenticate(token: string): Live | undefined | Promise<Live | undefined>
  readonly look: AppearanceInput
  readonly random: Random
  /** In development only. */
  readonly devMail: DevMailDeps | undefined
}

/** What people see in a browser. Each is loaded when it is first asked for. */
export function pages(given: Deps): Page[] {
  const deps = atBrowsers(given)
  const { look, assets } = appearanceOf(deps.look)
  const forPeople = [
    startPage(deps),
    ...setupPages(deps),
    ...resetPages(deps),
    ...invitationPages(deps),
    ...mailedPages(deps),
    ...signUpPages(deps),
    ...recoveryPages(deps),
    ...recoveryProofPages(deps),
    ...notMePages(deps),
    ...hostedPages(deps),
    nowherePage(deps),
  ]
  return [
    apiDocument,
    ...swaggerUi,
    ...redoc,
    ...assets,
    ...forPeople.map(dressing({ ...deps, look })),
    ...(deps.devMail ? [devMailPage(deps.devMail)] : []),
  ]
}
