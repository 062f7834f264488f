'use strict';
// Asks the bridge at argv[3] as any application would, by the client installed in argv[2]; writes
// what came of it as one line of JSON.

const EventBus = require(process.argv[2]);
const pauseMs = Number(process.argv[4]);

const LIMIT_MS = 20000;
const limit = setTimeout(() => {
  console.error('no answer');
  process.exit(1);
}, LIMIT_MS);

const bus = new EventBus(process.argv[3]);
const refusals = [];
bus.onerror = refusal => refusals.push(refusal.body);

const ask = (address, body) => new Promise(resolve =>
  bus.send(address, body, (failure, reply) => resolve(failure || reply.body)));
const pause = () => new Promise(resolve => setTimeout(resolve, pauseMs));

bus.onopen = async () => {
  const event = new Promise(resolve =>
    bus.registerHandler('recobeat.v1.event.breaker', (failure, message) => resolve(message.body)));
  bus.registerHandler('recobeat.v1.internal.get', () => refusals.push('heard the inside'));
  const tracks = await ask('recobeat.v1.tracks', {ids: ['S000000000000000000001', 'nonsense']});
  bus.send('recobeat.v1.internal.get', {}, () => refusals.push('answered by the inside'));
  const wrong = await ask('recobeat.v1.tracks', {ids: 7});
  const failed = await ask('recobeat.v1.tracks', {ids: ['S000000000000000000002']});
  const breaker = await event;
  await pause();
  const later = await ask('recobeat.v1.workflows', {workflow: 'w'});
  console.log(JSON.stringify({tracks, refusals, wrong, failed, breaker, later}));
  clearTimeout(limit);
  bus.close();
};
