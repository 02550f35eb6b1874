import { join } from 'node:path'
import { PYTHON_ENVIRONMENT } from '../../tools/install-once.ts'
import { HASH_COST_IN_WORDS } from '../hash-cost.ts'
import { start } from '../program.ts'
import { install } from './install.ts'
import { documentApi, type Peer } from './peer.ts'

const FILES = ['main.py', 'requirements.txt']

/** `uvicorn main:app --workers N`, its access log on as the product's is. */
export const fastapiPeer = (workers: number): Peer => ({
  name: `FastAPI, ${workers} worker${workers > 1 ? 's' : ''}`,
  api: documentApi,
  hash: HASH_COST_IN_WORDS,
  start: (workspace) => {
    const folder = install({ name: 'fastapi', files: FILES, commands: PYTHON_ENVIRONMENT })
    const database = workspace.path('fastapi.db')
    return start(workspace, {
      command: join(folder, 'venv/bin/python'),
      args: (port) => [
        ...['-m', 'uvicorn', '--app-dir', folder, 'main:app'],
        ...['--host', '127.0.0.1', '--port', String(port), '--workers', String(workers)],
      ],
      env: () => ({ DATABASE_FILE: database, SECRET_KEY: 'a key of this benchmark, 32 bytes long' }),
      readyPath: '/health',
    })
  },
})
