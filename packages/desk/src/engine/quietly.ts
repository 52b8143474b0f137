/** Tells an onlooker: one that throws or rejects has itself to blame, and does not stop the work. */
export function quietly<Observation>(observe: (observation: Observation) => unknown): (observation: Observation) => void {
  return (observation) => {
    try {
      const told = observe(observation)
      if (told instanceof Promise) told.catch(() => undefined)
    } catch {
      // Nobody else could do anything about it either.
    }
  }
}
