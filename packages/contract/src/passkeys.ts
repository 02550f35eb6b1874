import { endpoint } from './endpoint.ts'
import {
  AddedPasskey,
  Ceremony,
  CreationOptions,
  exampleAssertion,
  exampleCeremony,
  exampleRequest,
  laptop,
  Passkey,
  PasskeyAssertion,
  PasskeyId,
  PasskeyName,
  PasskeyOptions,
  RegistrationResponse,
} from './passkey-shapes.ts'
import { Message } from './session-shapes.ts'
import { AccessToken } from './sign-in.ts'

/** Keys that stay on devices or with their owners' password managers (W3C Web Authentication Level 3). */
export const passkeys = {
  list: endpoint({
    method: 'GET',
    path: '/users/me/passkeys',
    access: 'user',
    tag: 'passkeys',
    summary: 'List the passkeys of the caller, the oldest first',
    status: 200,
    output: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: Passkey } } },
    errors: [],
    example: { answer: { items: [laptop] } },
  }),
  begin: endpoint({
    method: 'POST',
    path: '/users/me/passkeys/options',
    access: 'session',
    safe: true,
    tag: 'passkeys',
    summary: 'Begin to add a passkey',
    description:
      'Needs a fresh proof of who it is. Give `options` to `navigator.credentials.create()`, and what comes back to `POST /users/me/passkeys`.',
    status: 200,
    output: CreationOptions,
    errors: ['reauth_required', 'too_many_passkeys'],
    example: {
      answer: {
        ceremony: exampleCeremony,
        options: {
          challenge: 'w2Jc0vYk3mR9',
          rp: { id: 'id.example.com', name: 'id.example.com' },
          user: { id: 'pX0m2b7QvV9n3cK8hR5tYw', name: 'john_doe', displayName: 'John Doe' },
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          timeout: 300_000,
          excludeCredentials: [],
          authenticatorSelection: {
            residentKey: 'required',
            requireResidentKey: true,
            userVerification: 'required',
          },
          attestation: 'none',
        },
      },
    },
  }),
  add: endpoint({
    method: 'POST',
    path: '/users/me/passkeys',
    access: 'session',
    audit: 'passkey.added',
    tag: 'passkeys',
    summary: 'Add a passkey',
    input: {
      body: {
        type: 'object',
        required: ['ceremony', 'name', 'response'],
        additionalProperties: false,
        properties: { ceremony: Ceremony, name: PasskeyName, response: RegistrationResponse },
      },
    },
    status: 200,
    output: AddedPasskey,
    errors: ['reauth_required', 'invalid_attestation', 'passkey_exists', 'too_many_passkeys'],
    example: {
      body: {
        ceremony: exampleCeremony,
        name: 'Laptop',
        response: {
          id: exampleAssertion.id,
          rawId: exampleAssertion.rawId,
          type: 'public-key',
          response: {
            clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRl',
            attestationObject: 'o2NmbXRkbm9uZQ',
          },
        },
      },
      answer: laptop,
    },
  }),
  rename: endpoint({
    method: 'PATCH',
    path: '/users/me/passkeys/:passkey_id',
    access: 'session',
    audit: 'passkey.renamed',
    tag: 'passkeys',
    summary: 'Rename a passkey',
    input: {
      params: { type: 'object', required: ['passkey_id'], properties: { passkey_id: PasskeyId } },
      body: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: { name: PasskeyName },
      },
    },
    status: 200,
    output: Passkey,
    errors: ['passkey_not_found'],
    example: { params: { passkey_id: laptop.id }, body: { name: 'Laptop' }, answer: laptop },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/users/me/passkeys/:passkey_id',
    access: 'session',
    audit: 'passkey.removed',
    tag: 'passkeys',
    summary: 'Remove a passkey',
    description:
      'Needs a fresh proof of who it is. The last way into the account is not removed: choose a password or add another passkey first.',
    input: { params: { type: 'object', required: ['passkey_id'], properties: { passkey_id: PasskeyId } } },
    status: 200,
    output: Message,
    errors: ['reauth_required', 'passkey_not_found', 'last_way_in'],
    example: { params: { passkey_id: laptop.id }, answer: { message: 'Passkey removed' } },
  }),
  beginSignIn: endpoint({
    method: 'POST',
    path: '/auth/passkey/options',
    access: 'public',
    safe: true,
    tag: 'passkeys',
    summary: 'Begin to sign in with a passkey',
    description:
      'Nobody is named: the person chooses. Give `options` to `navigator.credentials.get()`, and what comes back to `POST /auth/passkey`.',
    status: 200,
    output: PasskeyOptions,
    limit: 'sign-in',
    errors: [],
    example: {
      answer: {
        ceremony: exampleCeremony,
        options: exampleRequest,
      },
    },
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/auth/passkey',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'passkeys',
    summary: 'Sign in with a passkey',
    input: {
      body: {
        ...PasskeyAssertion,
        properties: {
          ...PasskeyAssertion.properties,
          refresh: {
            type: 'boolean',
            default: false,
            description:
              'Whether the session goes on beyond the token: the answer then has a `refresh_token`.',
          },
        },
      },
    },
    onBehalf: true,
    status: 200,
    output: AccessToken,
    limit: 'sign-in',
    isGuarded: true,
    errors: ['invalid_passkey', 'mfa_required', 'account_disabled'],
    example: {
      body: { ceremony: exampleCeremony, response: exampleAssertion },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1800 },
    },
  }),
}
