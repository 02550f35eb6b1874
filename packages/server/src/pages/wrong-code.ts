import { type Problem, problem } from '@latchkey/contract'

const MESSAGE = 'This code is wrong, or was used before. Type the next one, or another recovery code.'

/** The same beside the field that it was typed into. */
export const wrongCode = ({ reference }: Problem): Problem =>
  problem('invalid_code', { detail: MESSAGE, errors: [{ field: 'code', message: MESSAGE }], reference })
