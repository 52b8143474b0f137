import { toMermaid } from '@caseload/lifecycle'
import { openShop, shopRules } from './shop.ts'
import { tellStory } from './story.ts'

const shop = await openShop()
const { lines } = await tellStory(shop)
console.log(toMermaid(shopRules()))
console.log()
for (const { at, what, came, status } of lines) {
  console.log(
    `${at.slice(0, 16).replace('T', ' ')}  ${what}\n                  ${came.join(', ') || 'nothing to do'}  → ${status}`,
  )
}
await shop.close()
