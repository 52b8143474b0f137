import type { Report } from '../harness/report.ts'
import { wholeReplay } from './whole-replay.ts'

const mostMemoryMiB = 500

/** How fast the demo is in a process of its own, and how little memory it takes. */
export const wholeReplayReport: Report = async () => {
  const { events, seconds, peakMemoryMiB } = await wholeReplay()
  const kept = peakMemoryMiB < mostMemoryMiB
  console.log('whole-replay: the demo in a process of its own, reading, deciding, committing, measuring and reporting')
  console.log(
    `  ${Math.round(events / seconds)} events/s over ${seconds.toFixed(1)} s, peak memory ${Math.round(peakMemoryMiB)} MiB  ${kept ? 'kept' : 'MISSED'} (< ${mostMemoryMiB} MiB)\n`,
  )
  return kept
}
