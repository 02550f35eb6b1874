import type { TemplateData } from './letter.ts'

/** Data for each template, for previews and for what checks that every language says everything. */
export const samples = (base: string, now: number): { [Name in keyof TemplateData]: TemplateData[Name] } => ({
  verify_email: { url: `${base}/verify?token=sample` },
  address_changed: { revertUrl: `${base}/revert?token=sample`, newAddress: 'new@example.com' },
  reset_password: { url: `${base}/reset?token=sample` },
  release_address: { url: `${base}/release?token=sample` },
  first_password: { url: `${base}/reset?token=sample` },
  sign_in_link: { url: `${base}/sign-in-link?token=sample` },
  sign_in_code: { code: '12345678' },
  invitation: { url: `${base}/invitation?token=sample`, by: 'Ada Lovelace' },
  register_link: { url: `${base}/sign-up/confirm?token=sample` },
  already_registered: { resetUrl: `${base}/reset?token=sample` },
  username_taken: { username: 'ada_lovelace' },
  notice: {
    noticeKind: 'new_device',
    at: now,
    sourceAddress: '203.0.113.7',
    device: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    notMeUrl: `${base}/not-me?token=sample`,
  },
  recovery_link: { url: `${base}/recovery/begin?token=sample` },
  recovery_started: { cancelUrl: `${base}/recovery/freeze?token=sample`, readyAt: now + 604_800_000 },
  recovery_ready: { url: `${base}/recovery?token=sample` },
  contact_asked: { url: `${base}/recovery/vouch?user=2`, who: 'Ada Lovelace' },
  factor_removal_waiting: { cancelUrl: `${base}/factors?token=sample`, at: now + 86_400_000 },
})
