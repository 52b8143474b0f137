import { readFileSync, writeFileSync } from 'node:fs'
import { page, withTables } from './command-page.ts'

// `node tools/command-page/main.ts` writes the fields of every command anew.
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
