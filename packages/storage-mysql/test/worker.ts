import { runWorker } from '@caseload/storage-conformance'
import { createPool } from 'mysql2/promise'
import { mysqlStorage } from '../src/mysql-storage.ts'

const [url = '', database = '', ...job] = process.argv.slice(2)
const pool = createPool({ uri: url })
await runWorker(mysqlStorage({ pool, database }), job, (line) => {
  process.stdout.write(`${line}\n`)
})
await pool.end()
