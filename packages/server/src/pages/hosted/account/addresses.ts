/** Where somebody proves again who it is. */
export const PROVE = '/account/prove'
