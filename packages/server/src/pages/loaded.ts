/** What `load` gives, loaded by the first who asks and kept. An `import()` takes a turn of the module loader each time, also for what is there. */
export function loaded<T>(load: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined
  return () => {
    found ??= load()
    return found
  }
}
