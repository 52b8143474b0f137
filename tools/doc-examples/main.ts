import { writeExamples } from './write-examples.ts'

writeExamples(process.cwd())
