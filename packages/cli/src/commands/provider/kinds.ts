/** What the server knows the particulars of. */
export const KINDS = ['google', 'microsoft', 'apple', 'github', 'gitlab', 'discord', 'oidc'] as const
