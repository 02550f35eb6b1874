/** Where somebody proves again who it is. */
export const PROVE = '/account/prove'
/** Where somebody deletes the account: it is proved anew for that, each time. */
export const DELETE = '/account/delete'
