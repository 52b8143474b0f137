export { exampleTicket } from './testing/example-ticket.ts'
