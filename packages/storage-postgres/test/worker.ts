import { runWorker } from '@caseload/storage-conformance'
import { Pool } from 'pg'
import { postgresStorage } from '../src/postgres-storage.ts'

const [url = '', schema = '', options = '{}', ...job] = process.argv.slice(2)
const pool = new Pool({ connectionString: url })
await runWorker(postgresStorage({ ...JSON.parse(options), pool, schema }), job, (line) => {
  process.stdout.write(`${line}\n`)
})
await pool.end()
