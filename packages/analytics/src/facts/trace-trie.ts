/**
 * Remembers the sequences of steps of many tickets in little memory: tickets that began alike share their beginning, and each keeps one number.
 *
 * The root is 0.
 */
export class TraceTrie {
  readonly #codes = new Map<string, number>()
  readonly #names: string[] = []
  readonly #children = new Map<number, number>()
  readonly #parents: number[] = [0]
  readonly #steps: number[] = [-1]

  /** The node one step further. */
  step(node: number, name: string): number {
    let code = this.#codes.get(name)
    if (code === undefined) {
      code = this.#names.length
      this.#codes.set(name, code)
      this.#names.push(name)
    }
    // 2^22 different codes and 2^31 nodes fit into the 53 bits of an exact number.
    const edge = node * 4_194_304 + code
    const known = this.#children.get(edge)
    if (known !== undefined) return known
    const child = this.#parents.length
    this.#children.set(edge, child)
    this.#parents.push(node)
    this.#steps.push(code)
    return child
  }

  /** The steps that lead from the root to a node. */
  path(node: number): readonly string[] {
    const steps: string[] = []
    for (let at = node; at !== 0; at = this.#parents[at] ?? 0) steps.push(this.#names[this.#steps[at] ?? 0] ?? '')
    return steps.reverse()
  }
}
