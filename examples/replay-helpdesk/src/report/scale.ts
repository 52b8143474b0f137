/** A place on an axis, in pixels. */
export type Scale = (value: number) => number

/** Equal steps for equal differences. A domain without width maps to the start. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain
  const [start, end] = range
  return (value) => (high === low ? start : round(start + ((value - low) / (high - low)) * (end - start)))
}

/** Equal steps for equal ratios; the domain is above 0. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const inner = linearScale([Math.log(domain[0]), Math.log(domain[1])], range)
  return (value) => inner(Math.log(value))
}

/** Up to about five round values from 0 to at least `high`. */
export function ticks(high: number): readonly number[] {
  if (high <= 0) return [0]
  const rough = high / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough)
  return Array.from({ length: Math.ceil(high / step) + 1 }, (_, index) => index * step)
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100
}
