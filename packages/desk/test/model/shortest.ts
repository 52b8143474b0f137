/** The shortest of what is left of a sequence that fails when any one thing at a time is left out as long as it still does: what a search by halves leaves over is taken out, too. */
export async function shortest<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[]> {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const fewer = items.toSpliced(index, 1)
    if (await fails(fewer)) return shortest(fewer, fails)
  }
  return items
}
