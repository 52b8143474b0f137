import { readFileSync, writeFileSync } from 'node:fs'
import { page, withTables } from './command-page.ts'
import { questionPage, withQuestions } from './question-page.ts'

// `node tools/command-page/main.ts` writes the fields of every command and question anew.
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
writeFileSync(questionPage, withQuestions(readFileSync(questionPage, 'utf8')))
