import type { ClockDocument } from '../document/clock-document.ts'

/** The clocks to run for these targets: those they wait for before themselves. `circle` names clocks that wait for one another. */
export function clockOrder(
  targets: readonly string[],
  clocks: ReadonlyMap<string, ClockDocument>,
): { readonly names: readonly string[]; readonly circle: readonly string[] | null } {
  const names: string[] = []
  let circle: readonly string[] | null = null
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) {
      circle ??= above.slice(above.indexOf(name))
      return
    }
    const clock = clocks.get(name)
    if (clock === undefined || names.includes(name)) return
    for (const trigger of [clock.starts, clock.stops, clock.cancels ?? [], clock.restarts ?? []].flat()) {
      if (trigger.on === 'clock') visit(trigger.clock, [...above, name])
    }
    names.push(name)
  }
  for (const name of targets) visit(name, [])
  return { names, circle }
}
