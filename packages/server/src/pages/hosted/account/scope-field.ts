/** Each scope that is ticked is a field of its own: a form has no list. */
export const SCOPE = 'scope '
