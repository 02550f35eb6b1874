import { type Page, type Watched, withPage } from './chromium.ts'

/** An authenticator in a browser (Web Authentication Level 3 section 11). */
interface Authenticator {
  /** Whether its owner shows a finger when asked. */
  setKnown(isKnown: boolean): Promise<void>
}
type Device = Watched & Authenticator

/** The browser of this page has one meanwhile. */
export async function withAuthenticator<T>(
  page: Page,
  use: (authenticator: Authenticator) => Promise<T>,
): Promise<T> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  try {
    return await use({
      async setKnown(isUserVerified) {
        await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
      },
    })
  } finally {
    await devTools.send('WebAuthn.disable')
    await devTools.detach()
  }
}

/** A browser whose owner has an authenticator in it. */
export const withDevice = (use: (device: Device) => Promise<void>): Promise<void> =>
  withPage({}, (watched) => withAuthenticator(watched.page, (one) => use({ ...watched, ...one })))
