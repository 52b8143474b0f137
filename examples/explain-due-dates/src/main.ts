import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatInstant, instant, renderExplanation } from '@caseload/core'
import { explainDue, slaMessages, slaState, timelineSvg, timelineText } from '@caseload/sla'
import { promises } from './promises.ts'
import { readIncidents } from './read-incidents.ts'

/** Three incidents of the log, each with what makes it worth explaining, when it is looked at, and what must come out. */
const cases = [
  {
    id: '1-701412801',
    why: 'From a Friday evening to the Friday after, and the clocks go forward in between',
    at: '2012-03-30T10:00:00.001Z',
    dueAt: '2012-03-30T10:00:00.000Z',
    outcome: 'missed',
    must: ['the clocks on the wall change at 2012-03-25T01:00:00.000Z', 'does not count: day-off', 'counts PT5H'],
  },
  {
    id: '1-739454164',
    why: 'A major incident, counted around the clock',
    at: '2012-05-03T13:00:00.000Z',
    dueAt: '2012-05-04T11:55:13.000Z',
    outcome: 'open',
    must: ['will count PT22H55M13S'],
  },
  {
    id: '1-709557170',
    why: 'Taken up again after it was resolved: it has only the rest of its time',
    at: '2012-05-07T11:30:00.000Z',
    dueAt: '2012-05-11T15:17:02.000Z',
    outcome: 'open',
    must: ['PT12M12S were used before', 'will not count: outside-hours'],
  },
] as const

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../demo-output/explain-due-dates')
const checks = process.argv.includes('--check')
const wrong: string[] = []

const incidents = await readIncidents(new Set(cases.map(({ id }) => id)))
await mkdir(folder, { recursive: true })
for (const { id, why, at, dueAt, outcome, must } of cases) {
  const incident = incidents.get(id)
  if (incident === undefined) throw new Error(`the log has no incident ${id}`)
  const { impact, signals } = incident
  const now = instant(at)
  const clock = slaState(promises, { facts: { impact }, signals }, now).clocks['agentWork']
  const account = clock === undefined ? null : explainDue(promises, clock, now)
  if (clock === undefined || account === null) throw new Error(`nothing is promised on ${id}`)
  const text = renderExplanation(account.explanation, slaMessages)
  const picture = timelineSvg(account)
  const file = join(folder, `${id}.svg`)
  await writeFile(file, picture)
  process.stdout.write(`${why} (${id}, ${impact})\n${text}\n${timelineText(account)}\n  → ${file}\n\n`)

  const expect = (what: string, holds: boolean): void => {
    if (!holds) wrong.push(`${id}: ${what}`)
  }
  const counted = account.spans.reduce((sum, span) => sum + (span.ahead ? 0 : span.countedMs), account.carriedMs)
  expect(
    `due at ${dueAt}, not ${account.dueAt === null ? 'never' : formatInstant(account.dueAt)}`,
    account.dueAt === instant(dueAt),
  )
  expect(`${outcome}, not ${clock.outcome}`, clock.outcome === outcome)
  expect('the counted stretches add up to the time used', counted === clock.elapsedMs)
  for (const part of must) expect(`the account says “${part}”`, text.includes(part))
  expect('one bar a stretch', picture.split('<rect').length - 1 === account.spans.filter(({ from, to }) => to > from).length)
}

if (checks && wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n`)
  process.exitCode = 1
}
