// The other side of `./pool bench chain`: says each new rent order of some machines as soon as a best block has it.
//
//   node watch.mjs DIR ws://HOST:PORT MACHINE,MACHINE…      DIR is where npm has installed @polkadot/api
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [folder, node, machines] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { ApiPromise, WsProvider } = require('@polkadot/api')

const api = await ApiPromise.create({ provider: new WsProvider(node), noInitWarn: true })
const ids = machines.split(',')
const known = new Set()
const look = async (hash, number, tell) => {
  const at = await api.at(hash)
  const [orders, infos] = await Promise.all([
    at.query.rentMachine.machineRentOrder.multi(ids), at.query.onlineProfile.machinesInfo.multi(ids),
  ])
  orders.forEach((stored, i) => {
    for (const order of stored.rentOrder ?? []) {
      if (known.has(order.toString())) continue
      known.add(order.toString())
      if (tell) console.log(`${order} of ${ids[i]}, ${infos[i].toString().length} characters, in ${number}`)
    }
  })
  console.log(`block${number}`)
}
await look(await api.rpc.chain.getBlockHash(), 0, false)
await api.rpc.chain.subscribeNewHeads((head) => look(head.hash, head.number.toNumber(), true))
console.log('ready')
