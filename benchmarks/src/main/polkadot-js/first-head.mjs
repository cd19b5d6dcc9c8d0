// The other side of the cold start in `./pool bench substrate`: connects, decodes the finalized head's events, and says so.
//
//   node first-head.mjs DIR ws://HOST:PORT      DIR is where npm has installed @polkadot/api
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [folder, node] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { ApiPromise, WsProvider } = require('@polkadot/api')

const api = await ApiPromise.create({ provider: new WsProvider(node), noInitWarn: true })
const hash = await api.rpc.chain.getFinalizedHead()
const header = await api.rpc.chain.getHeader(hash)
const events = await (await api.at(hash)).query.system.events()
console.log(`block ${header.number.toNumber()}: ${events.length} events`)
await api.disconnect()
