/**
 * Makes assigning to `__proto__` do nothing, for every object of the process: a body's key of that name cannot
 * reach a prototype, whoever copies it (C057). Reading stays, for the runtime's own modules read it.
 */
export function ignorePrototypeAssignment(): void {
  Object.defineProperty(Object.prototype, '__proto__', {
    configurable: false,
    enumerable: false,
    get(this: object) {
      return Object.getPrototypeOf(this)
    },
    set: () => undefined,
  })
}
