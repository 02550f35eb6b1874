/** The page of what is linked to an account, to which a provider leads back. */
export const IDENTITIES = '/account/identities'
