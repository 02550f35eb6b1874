import { accountLooks } from './account.ts'
import { accountDeeds } from './account-deeds.ts'
import { accountMistakes } from './account-mistakes.ts'
import { developmentMail } from './dev-mail.ts'
import { providers, returns } from './elsewhere.ts'
import { gettingIn } from './entry.ts'
import { invitations } from './invitation.ts'
import { mailedLinks } from './mailed.ts'
import type { Meeting } from './meeting.ts'
import { recoveries } from './recovery.ts'
import { secondSteps } from './second-step.ts'
import { settingUp } from './setup.ts'
import type { World } from './world.ts'

export type { Meeting } from './meeting.ts'
export { documentRoutes, routeOf } from './routes.ts'
export { type World, withWorld } from './world.ts'

/** Every page of the house that is not the API's, as people may meet it: whole, refused and done. */
export const everyPage = (world: World): Meeting[] =>
  [
    ...settingUp(world),
    ...gettingIn(world),
    ...secondSteps(world),
    ...mailedLinks(world),
    ...recoveries(world),
    ...invitations(world),
    ...returns(world),
    ...providers(world),
    ...accountLooks(world),
    ...accountMistakes(world),
    ...accountDeeds(world),
    ...developmentMail(world),
  ].map(({ open, ...meeting }) => ({
    ...meeting,
    async open(page) {
      // Nobody is signed in, whoever was it on the page before.
      await page.context().clearCookies()
      return open(page)
    },
  }))
