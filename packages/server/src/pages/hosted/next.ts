/** Where a page of this server may send somebody: a page of the account, and nothing that a browser could read as another host (C101). */
const ACCOUNT = /^\/account(?:\/[a-z0-9-]{1,64}){0,3}$/

export const HOME = '/account'

/** The page that was asked for before somebody had to sign in; the account's first for anything else. */
export const nextOf = (text: string | undefined): string =>
  text !== undefined && ACCOUNT.test(text) ? text : HOME
