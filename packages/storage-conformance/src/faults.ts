export { workerProcess } from './faults/worker-process.ts'
