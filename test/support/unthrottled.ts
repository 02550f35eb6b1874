/**
 * For suites that ask far more, or guess far more often, than anybody does who means well: what they are about is something
 * else. The defaults are tested in test/scenarios/throttling*.test.ts and limits.test.ts.
 */
export const unthrottled: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['ACCOUNT', 'PAIR', 'SOURCE', 'KNOWN', 'ENUMERATION', 'REGISTRATION'].flatMap((name) => [
      [`LATCHKEY_GUARD_${name}_BURST`, '1000000'],
      [`LATCHKEY_GUARD_${name}_PER_DAY`, '100000000'],
    ]),
  ),
  LATCHKEY_LIMIT_READ: '0',
  LATCHKEY_LIMIT_WRITE: '0',
  LATCHKEY_LIMIT_SIGN_IN: '0',
  LATCHKEY_LIMIT_REGISTER: '0',
  LATCHKEY_MAIL_PER_HOUR: '1000000',
  LATCHKEY_MAIL_NOTICES_PER_HOUR: '1000000',
}
