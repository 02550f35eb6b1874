/**
 * Where a page of this server may send somebody: a page of the account, with the token of its link if it has one, and nothing that a
 * browser could read as another host (C101).
 */
const ACCOUNT = /^\/account(?:\/[a-z0-9-]{1,64}){0,3}(?:\?token=[A-Za-z0-9_-]{1,128})?$/

const HOME = '/account'

/** The page that was asked for before somebody had to sign in; the account's first for anything else. */
export const nextOf = (text: string | undefined, otherwise: string = HOME): string =>
  text !== undefined && ACCOUNT.test(text) ? text : otherwise
