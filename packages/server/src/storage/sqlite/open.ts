import { chmodSync, statSync } from 'node:fs'
import type { Subject } from '#kernel/ids'
import type { Migration, OnMigrating } from '../migration.ts'
import { statementBuilder } from '../statement.ts'
import type { Storage } from '../storage.ts'
import { Connection, translate } from './connection.ts'
import { lockFolder } from './folder-lock.ts'
import { sqliteGrammar } from './grammar.ts'
import { GroupCommit } from './group-commit.ts'
import { type LogSync, openLog } from './log-sync.ts'
import { migrate } from './migrate.ts'
import { turnSnapshot } from './turn-snapshot.ts'

const FULL = 2

/** Every durable thing is in one file. */
const WRITER_PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma trusted_schema = off;
  pragma journal_size_limit = 67108864;
`

/**
 * The embedded engine: `latchkey.db` in `folder`, which this process then owns. Reads see what is committed, on a
 * connection of their own.
 *
 * Throws `FolderInUse`, `DatabaseTooNew`, and the engine's own error when the file is not a database.
 */
export function openSqlite(
  folder: string,
  migrations: readonly Migration[],
  onMigrating?: OnMigrating,
  logOf: (file: string) => LogSync = openLog,
): Storage {
  const unlock = lockFolder(folder)
  const file = `${folder}/latchkey.db`
  const opened: Connection[] = []
  const open = (readOnly: boolean) => {
    const connection = new Connection(file, { readOnly })
    opened.push(connection)
    return connection
  }
  let log: LogSync | undefined
  const closeAll = () => {
    log?.close()
    for (const connection of opened.reverse()) connection.close()
    unlock()
  }
  try {
    const writer = open(false)
    writer.exec(WRITER_PRAGMAS)
    // The distribution's default may differ: acknowledged means on the disk.
    if (Number(writer.pragma('synchronous')) !== FULL)
      throw new Error('SQLite did not accept synchronous=FULL')
    closeToOthers(file)
    migrate(writer, migrations, onMigrating)
    // From here on the log is put on the disk by another thread.
    log = logOf(file)
    // What only the migrations needed is let go of.
    writer.exec('pragma synchronous = normal; pragma shrink_memory')
    return storageOn({ writer, reader: open(true), log, closeAll })
  } catch (error) {
    closeAll()
    throw error
  }
}

/** A copy or a restore may have left them open. Throws where they are somebody else's. */
function closeToOthers(file: string): void {
  for (const name of [file, `${file}-wal`, `${file}-shm`]) {
    const stat = statSync(name, { throwIfNoEntry: false })
    if (stat && (stat.mode & 0o077) !== 0) chmodSync(name, 0o600)
  }
}

interface Opened {
  writer: Connection
  reader: Connection
  log: LogSync
  closeAll(): void
}

function storageOn({ writer, reader, log, closeAll }: Opened): Storage {
  const snapshot = turnSnapshot(reader)
  const listeners: ((subject: Subject | undefined) => void)[] = []
  const group = new GroupCommit({
    connection: writer,
    sync: log.sync,
    beforeCommit: snapshot.end,
    onChange(subject) {
      for (const listener of listeners) listener(subject)
    },
  })
  const read = <T>(query: () => T): Promise<T> => {
    // What is not on the disk yet is told to nobody.
    const { unsettled } = group
    if (unsettled !== undefined) return unsettled.then(() => read(query))
    try {
      snapshot.begin()
      return Promise.resolve(query())
    } catch (error) {
      return Promise.reject(translate(error))
    }
  }
  return {
    statement: statementBuilder(sqliteGrammar),
    all: (statement, params) => read(() => reader.all(statement, params)),
    first: (statement, params) => read(() => reader.first(statement, params)),
    write: (work) => group.write(work),
    onChange: (listener) => listeners.push(listener),
    isCurrent: () => true,
    isExclusive: true,
    isWritable: () => group.isWritable(),
    close: async () => {
      await group.drain()
      snapshot.end()
      closeAll()
    },
  }
}
