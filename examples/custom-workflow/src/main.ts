import { orThrow } from '@caseload/core'
import { compileWorkflow, toMermaid } from '@caseload/lifecycle'
import { openShop, shopWorkflow } from './shop.ts'
import { tellStory } from './story.ts'

const shop = await openShop()
const { lines } = await tellStory(shop)
console.log(toMermaid(orThrow(compileWorkflow(shopWorkflow()))))
console.log()
for (const { at, what, came, status } of lines) {
  console.log(
    `${at.slice(0, 16).replace('T', ' ')}  ${what}\n                  ${came.join(', ') || 'nothing to do'}  → ${status}`,
  )
}
await shop.close()
