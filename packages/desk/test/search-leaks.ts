import { searchLeaks } from './leak-search.ts'

// `node search-leaks.ts [questions] [seed]`: the long search; a seed that found something finds it again.
const questions = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Date.now())
const { leaks, answered } = await searchLeaks(seed, questions)
console.log(`${questions} random questions, ${answered} answered, ${leaks.length} leaks (seed ${seed})`)
for (const leak of leaks.slice(0, 20)) console.log(JSON.stringify(leak))
process.exitCode = leaks.length === 0 ? 0 : 1
