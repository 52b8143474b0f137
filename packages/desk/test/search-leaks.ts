import { searchLeaks } from './leak-search.ts'
import { searchDifferences } from './twin-search.ts'

// `node search-leaks.ts [questions] [seed]`: the long search, of texts that must not be seen and of answers that differ by what must not be known; a seed that found something finds it again.
const questions = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Date.now())
const { leaks, answered } = await searchLeaks(seed, questions)
console.log(`${questions} random questions, ${answered} answered, ${leaks.length} leaks (seed ${seed})`)
for (const leak of leaks.slice(0, 20)) console.log(JSON.stringify(leak))
const { differences, answered: alike } = await searchDifferences(seed, questions)
console.log(`${questions} random questions of twins, ${alike} answered, ${differences.length} differences (seed ${seed})`)
for (const difference of differences.slice(0, 20)) console.log(JSON.stringify(difference))
process.exitCode = leaks.length === 0 && differences.length === 0 ? 0 : 1
