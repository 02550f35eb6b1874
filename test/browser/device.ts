import { type Watched, withPage } from './chromium.ts'

/** A browser whose owner has an authenticator in it (Web Authentication Level 3 section 11). */
interface Device extends Watched {
  /** Whether its owner shows a finger when asked. */
  setKnown(isKnown: boolean): Promise<void>
}

export async function withDevice(use: (device: Device) => Promise<void>): Promise<void> {
  await withPage({}, async (watched) => {
    const { page } = watched
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
    await use({
      ...watched,
      async setKnown(isUserVerified) {
        await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
      },
    })
  })
}
