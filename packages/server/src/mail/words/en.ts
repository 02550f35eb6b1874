import type { Words } from '../words.ts'

const NOT_ASKED = 'If you did not ask for this, do nothing: without this mail nobody can use it.'

export const words: Words = {
  direction: 'ltr',
  durations: {
    minutes: { one: '# minute', other: '# minutes' },
    hours: { one: '# hour', other: '# hours' },
    days: { one: '# day', other: '# days' },
  },
  goodFor: (duration) => `This is good for another ${duration}, and only once.`,
  footer: (place) => `This mail is about your account at ${place}. Nobody reads answers to it.`,
  when: 'When',
  from: 'From',
  device: 'With',
  notices: {
    refresh_token_reused: {
      subject: 'One of your sessions was ended',
      text: 'A spent token of one of your sessions was used a second time. Somebody may have copied it, so the session was ended.',
    },
    password_changed: {
      subject: 'Your password was changed',
      text: 'The password of your account was changed, and your other sessions were ended.',
    },
    api_key_created: {
      subject: 'An API key was made',
      text: 'An API key of your account was made. A program that has it acts in your name.',
    },
    new_device: {
      subject: 'A sign-in from somewhere new',
      text: 'Somebody signed in to your account from where nobody did lately.',
    },
    email_changed: {
      subject: 'Your e-mail address was changed',
      text: 'The e-mail address of your account was changed.',
    },
    email_released: {
      subject: 'An e-mail address was taken from your account',
      text: 'Your account showed an e-mail address that it never proved, and whoever reads its mail took it back. Your account shows the one again that signs you in. If you never gave that address, somebody else is signed in to your account.',
    },
    factor_added: {
      subject: 'A way to sign in was added',
      text: 'A second factor or a passkey was added to your account.',
    },
    factor_removed: {
      subject: 'A way to sign in was removed',
      text: 'A second factor or a passkey was removed from your account.',
    },
    identity_linked: {
      subject: 'A new way to sign in: an account elsewhere',
      text: 'An account elsewhere, such as one at Google or GitHub, signs in to your account from now on.',
    },
    identity_unlinked: {
      subject: 'An account elsewhere was removed',
      text: 'An account elsewhere, such as one at Google or GitHub, signs in to your account no longer.',
    },
    recovery_used: {
      subject: 'Your account was recovered',
      text: 'A way back into your account was used.',
    },
  },
  templates: {
    verify_email: (_, { place }) => ({
      subject: 'Confirm your e-mail address',
      paragraphs: [`Confirm that this address is yours, so that it counts for your account at ${place}.`],
      label: 'Confirm the address',
      afterwards: [NOT_ASKED],
    }),
    address_changed: ({ newAddress }, { address }) => ({
      subject: 'Your e-mail address is to be changed',
      paragraphs: [
        `Somebody who is signed in to your account has given ${address(newAddress)} as its new address. Until that one is confirmed, this one stays in force.`,
        'If it was not you, take the change back. That also ends every session of the account.',
      ],
      label: 'Take the change back',
    }),
    reset_password: (_, { place }) => ({
      subject: 'Choose a new password',
      paragraphs: [`Somebody asked for a new password for your account at ${place}.`],
      label: 'Choose a new password',
      afterwards: [NOT_ASKED],
    }),
    release_address: (_, { place }) => ({
      subject: 'Free your e-mail address',
      paragraphs: [
        `Somebody asked for a new password with this address. It signs in to no account at ${place}: there is one that only shows it, and that never proved it.`,
        'With this link the address is taken from that account. Then you can register with it.',
      ],
      label: 'Free my address',
      afterwards: [
        'If that account is yours, do nothing, and ask for the new password with the address that signs you in.',
        NOT_ASKED,
      ],
      footer: `This mail comes from ${place}. Nobody reads answers to it.`,
    }),
    first_password: (_, { place }) => ({
      subject: 'Choose a password for your account',
      paragraphs: [
        `An account was made for you at ${place}. It has no password yet: choose one, and nobody else knows it.`,
      ],
      label: 'Choose a password',
      afterwards: [
        'When the link is over, ask for a new password where you sign in.',
        'If you know of no such account, do nothing.',
      ],
    }),
    sign_in_link: (_, { place }) => ({
      subject: 'Your link to sign in',
      paragraphs: [`By this link you sign in at ${place}.`],
      label: 'Sign in',
      afterwards: ['Do not pass it on: whoever has it is signed in as you.', NOT_ASKED],
    }),
    sign_in_code: (_, { place }) => ({
      subject: 'Your code to sign in',
      paragraphs: [`With this code you sign in at ${place}:`],
      afterwards: ['Tell it to nobody, whoever asks for it.', NOT_ASKED],
    }),
    invitation: ({ by }, { place, quote }) => ({
      subject: 'An invitation',
      paragraphs: [
        by === undefined
          ? `You are invited to make an account at ${place}.`
          : `${quote(by)} invites you to make an account at ${place}.`,
      ],
      label: 'Make an account',
    }),
    register_link: (_, { place }) => ({
      subject: 'Finish your registration',
      paragraphs: [`With this link your new account at ${place} is yours.`],
      label: 'Finish the registration',
      afterwards: ['It asks for the password that was chosen at registering.', NOT_ASKED],
    }),
    already_registered: ({ resetUrl }, { place }) => ({
      subject: 'You have an account already',
      paragraphs: [
        `Somebody wanted to register at ${place} with this address, which has an account already. Sign in with it, or choose a new password.`,
      ],
      ...(resetUrl === undefined ? {} : { label: 'Choose a new password' }),
      afterwards: ['If it was not you, do nothing.'],
    }),
    username_taken: ({ username }, { place, quote }) => ({
      subject: 'Choose another name',
      paragraphs: [
        `Somebody wanted to register at ${place} with this address and the name ${quote(username)}, which somebody else has. No account was made. Register again with another name.`,
      ],
      afterwards: ['If it was not you, do nothing.'],
    }),
    notice: ({ notMeUrl }) => ({
      subject: '',
      paragraphs: [],
      ...(notMeUrl === undefined
        ? {}
        : {
            label: 'This was not me',
            afterwards: [
              'If it was you, do nothing. If it was not, the link above ends every session of your account and sends you a link to choose a new password.',
            ],
          }),
    }),
    recovery_link: (_, { place }) => ({
      subject: 'Recover your account',
      paragraphs: [
        `Somebody asked for a way back into your account at ${place}, because every way to sign in is lost. It takes several days, and you are told of each.`,
      ],
      label: 'Begin',
      afterwards: [NOT_ASKED],
    }),
    recovery_started: ({ readyAt }, { instant }) => ({
      subject: 'Somebody wants to recover your account',
      paragraphs: [
        `Somebody says that every way to sign in to your account is lost. If nobody objects, they get in after ${instant(readyAt)}.`,
        'If it was not you, object now.',
      ],
      label: 'Object',
    }),
    recovery_ready: () => ({
      subject: 'You can have your account back',
      paragraphs: ['The time of waiting is over. Choose a new password to get back into your account.'],
      label: 'Get back in',
    }),
    contact_asked: ({ who }, { quote }) => ({
      subject: 'Somebody asks for your help',
      paragraphs: [
        `${quote(who)} has named you as somebody to trust, and wants to get back into an account. Speak with them in person or by telephone first; then say that it is them.`,
      ],
      label: 'Say that it is them',
    }),
    factor_removal_waiting: ({ at }, { instant }) => ({
      subject: 'Your second factor is about to be removed',
      paragraphs: [
        `Somebody who knows your password says that the second factor is lost. It is removed at ${instant(at)}.`,
        'If it was not you, stop it and change your password.',
      ],
      label: 'Stop it',
    }),
  },
}
