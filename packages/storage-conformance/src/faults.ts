export { countFlushes, type FlushCounter } from './faults/count-flushes.ts'
export { type TcpProxy, type TcpProxyOptions, tcpProxy } from './faults/tcp-proxy.ts'
export { workerProcess } from './faults/worker-process.ts'
