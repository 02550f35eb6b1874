// Latchkey: begins
import { createVerifier } from '@latchkey/verify'

export const baseUrl = process.env['LATCHKEY_URL'] ?? ''
/** One a process, for all route handlers. */
export const verifier = createVerifier({ baseUrl, apiKey: process.env['LATCHKEY_API_KEY'] ?? '' })
// Latchkey: ends
