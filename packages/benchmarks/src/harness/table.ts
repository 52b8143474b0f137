import type { Benchmark } from './benchmark.ts'
import type { Measurement } from './measure.ts'

/** Writes one benchmark's figures: a line a contender with rate, spread, and how many times faster or slower ours is. */
export function table(benchmark: Benchmark, measurements: readonly Measurement[]): string {
  const [ours] = measurements
  const rows = measurements.map((measurement, index) => {
    const ratio = ours === undefined || index === 0 ? null : ours.median / measurement.median
    const promise = benchmark.promises?.[measurement.name]
    return [
      measurement.name,
      `${rate(measurement.median)}/s`,
      `${rate(measurement.min)} – ${rate(measurement.max)}`,
      ratio === null ? '' : `${ratio.toFixed(2)}×`,
      promise === undefined || ratio === null
        ? floor(benchmark, measurement, index)
        : `${ratio >= promise ? 'kept' : 'MISSED'} (≥ ${promise}×)`,
    ]
  })
  const heads = ['', 'median', 'min – max', 'ours ÷ it', 'promise']
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  return [`${benchmark.name}: ${benchmark.work}`, line(heads), ...rows.map(line)].join('\n')
}

/** Whether every promised ratio was reached. */
export function promisesKept(benchmark: Benchmark, measurements: readonly Measurement[]): boolean {
  const ours = measurements[0]?.median ?? Number.NaN
  if (benchmark.least !== undefined && !(ours >= benchmark.least)) return false
  return Object.entries(benchmark.promises ?? {}).every(([name, promise]) => {
    const other = measurements.find((measurement) => measurement.name === name)
    return other !== undefined && ours / other.median >= promise
  })
}

function floor({ least }: Benchmark, { median }: Measurement, index: number): string {
  return index > 0 || least === undefined ? '' : `${median >= least ? 'kept' : 'MISSED'} (≥ ${rate(least)}/s)`
}

function rate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M`
  if (perSecond >= 1e4) return `${(perSecond / 1e3).toFixed(1)} k`
  return perSecond.toFixed(perSecond >= 100 ? 0 : 2)
}
