import { runWorker } from '@caseload/storage-conformance'
import { kvStorage } from './kv-storage.ts'

const [path = '', ...job] = process.argv.slice(2)
await runWorker(kvStorage(path), job, (line) => {
  process.stdout.write(`${line}\n`)
})
