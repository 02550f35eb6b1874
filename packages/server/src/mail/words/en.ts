import type { Words } from '../words.ts'

const NOT_ASKED = 'If you did not ask for this, you can ignore this email: nobody can use it without it.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minute', other: '# minutes' },
    hours: { one: '# hour', other: '# hours' },
    days: { one: '# day', other: '# days' },
  },
  goodFor: (duration) => `It works once, for the next ${duration}.`,
  footer: (place) => `This email is about your account at ${place}. Please do not reply to it.`,
  when: 'When',
  from: 'From',
  device: 'Device',
  notices: {
    refresh_token_reused: {
      subject: 'You were signed out on a device',
      text: 'A token that one of your devices had already used was presented again. Someone may have copied it, so that device was signed out.',
    },
    return_code_reused: {
      subject: 'A session was ended',
      text: 'A code that leads back to an app was used a second time. Somebody may have copied it, so the session that it began was ended.',
    },
    password_changed: {
      subject: 'Your password was changed',
      text: 'The password of your account was changed, and your other devices were signed out.',
    },
    api_key_created: {
      subject: 'An API key was created',
      text: 'An API key was created for your account. Any program that has it can act for you.',
    },
    new_device: {
      subject: 'New sign-in to your account',
      text: 'Someone signed in to your account from a new place or device.',
    },
    email_changed: {
      subject: 'Your email address was changed',
      text: 'The email address of your account was changed.',
    },
    email_released: {
      subject: 'An email address was removed from your account',
      text: 'Your account showed an email address that was never confirmed, and its owner has taken it back. Your account shows the address you sign in with again. If you never entered that other address, someone else is signed in to your account.',
    },
    factor_added: {
      subject: 'A way to sign in was added',
      text: 'An authenticator app or a passkey was added to your account.',
    },
    factor_removed: {
      subject: 'A way to sign in was removed',
      text: 'An authenticator app or a passkey was removed from your account.',
    },
    factors_lost: {
      subject: 'Two-step verification is to be removed',
      text: 'Somebody who knows your password said that you lost your authenticator app and your passkeys. All of them are removed in 24 hours. If it was not you, sign in before then, call it off, and change your password.',
    },
    identity_linked: {
      subject: 'An account was linked to yours',
      text: 'An account at another service, such as Google or GitHub, can now sign in to your account.',
    },
    identity_unlinked: {
      subject: 'A linked account was removed',
      text: 'An account at another service, such as Google or GitHub, can no longer sign in to your account.',
    },
    recovery_used: {
      subject: 'Your account was recovered',
      text: 'Your account was recovered with a new password.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirm your email address',
      paragraphs: [`Confirm that this address is yours, to use it for your account at ${place}.`],
      label: 'Confirm address',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Your email address is about to change',
      paragraphs: [
        `Someone signed in to your account asked to change its address to ${address(newAddress)}. Until that address is confirmed, this one stays valid.`,
        'If it was not you, undo the change. That also signs everyone out of the account.',
      ],
      label: 'Undo the change',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Choose a new password',
      paragraphs: [`Someone asked for a new password for your account at ${place}.`],
      label: 'Choose a new password',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Free up your email address',
      paragraphs: [
        `Someone asked for a new password with this address. No account at ${place} signs in with it: one account only shows it and has never confirmed it.`,
        'This link removes the address from that account. Then you can sign up with it.',
      ],
      label: 'Free up my address',
      afterwards: [
        'If that account is yours, do nothing, and ask for the new password with the address you sign in with.',
        NOT_ASKED,
      ],
      footer: `This email comes from ${place}. Please do not reply to it.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Choose a password for your account',
      paragraphs: [
        `An account was created for you at ${place}. It has no password yet: choose one that only you know.`,
      ],
      label: 'Choose a password',
      afterwards: [
        'If the link has expired, ask for a new password where you sign in.',
        'If you do not know this account, you can ignore this email.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Your sign-in link',
      paragraphs: [`Use this link to sign in at ${place}.`],
      label: 'Sign in',
      afterwards: ['Do not share it: anyone who has it can sign in as you.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Your sign-in code',
      paragraphs: [`Use this code to sign in at ${place}:`],
      afterwards: ['Do not share it with anyone, whoever asks.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'You have been invited',
      paragraphs: [
        by === undefined
          ? `You are invited to create an account at ${place}.`
          : `${quote(by)} invites you to create an account at ${place}.`,
      ],
      label: 'Create account',
    }),
    register_link: (_, { place }) => ({
      subject: 'Finish creating your account',
      paragraphs: [`Use this link to finish creating your account at ${place}.`],
      label: 'Finish creating account',
      afterwards: ['You will need the password that was chosen at sign-up.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'You already have an account',
      paragraphs: [
        `Someone tried to sign up at ${place} with this address, which already has an account. Sign in with it, or choose a new password.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Choose a new password' }),
      afterwards: ['If it was not you, you can ignore this email.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Choose another username',
      paragraphs: [
        `Someone tried to sign up at ${place} with this address and the username ${quote(username)}, which is taken. No account was created. Sign up again with another username.`,
      ],
      afterwards: ['If it was not you, you can ignore this email.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'This was not me',
            afterwards: [
              'If it was you, there is nothing to do. If not, the link above signs everyone out of your account and sends you a link to choose a new password.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Recover your account',
      paragraphs: [
        `Someone asked to recover your account at ${place} because every way to sign in is lost. It takes several days, and we will remind you every day.`,
      ],
      label: 'Start recovery',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Someone wants to recover your account',
      paragraphs: [
        `Someone says that every way to sign in to your account is lost. If nobody stops it, they can get in after ${instant(readyAt)}.`,
        'If it is not you, stop it now.',
      ],
      label: 'Stop the recovery',
    }),
    recovery_ready: () => ({
      subject: 'You can get your account back',
      paragraphs: ['The waiting time is over. Choose a new password to get back into your account.'],
      label: 'Choose a new password',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Someone needs your help',
      paragraphs: [
        `${quote(who)} chose you as a trusted contact and wants to get back into an account. Talk to them first, face to face or by phone. Then confirm that it is them.`,
      ],
      label: 'Confirm that it is them',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Two-step verification is about to be removed',
      paragraphs: [
        `Someone who knows your password says that your authenticator app and passkeys are lost. They will be removed at ${instant(at)}.`,
        'If it was not you, stop it and change your password.',
      ],
      label: 'Stop it',
    }),
  },
}
