import { runWorker } from '@caseload/storage-conformance'
import { sqliteStorage } from '../src/sqlite-storage.ts'

const [path = '', ...job] = process.argv.slice(2)
await runWorker(sqliteStorage(path), job, (line) => {
  process.stdout.write(`${line}\n`)
})
