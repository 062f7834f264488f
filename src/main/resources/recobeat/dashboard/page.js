// What an operator sees at a glance, live over the event bus.

import { Bus } from './bus.js';
import { Curves, bytes, duration } from './curves.js';
import { Lacks } from './lacks.js';
import { prepare } from './tryit.js';

const byId = id => document.getElementById(id);
const count = value => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
const percent = value => `${(value * 100).toFixed(1)} %`;

let curves = null;
const lacks = new Lacks();
let lastAt = null;

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

/** Text is put where it has changed only, so that a reader of the screen is not interrupted. */
function put(place, children) {
  const held = [...place.childNodes];
  children.forEach((child, index) => {
    const old = held[index];
    if (old === undefined) {
      place.append(child);
    } else if (!old.isEqualNode(child)) {
      if (old.hasChildNodes() && old.cloneNode().isEqualNode(child.cloneNode())) {
        put(old, [...child.childNodes]);
      } else {
        old.replaceWith(child);
      }
    }
  });
  held.slice(children.length).forEach(old => old.remove());
}

function verdict(figure, bound) {
  return figure.met === null || figure.met === undefined
    ? element('p', figure.met === null ? `${bound}: nothing yet` : bound, 'note')
    : figure.met ? element('p', `\u2713 met: ${bound}`, 'met')
    : element('p', `\u2717 not met: ${bound}`, 'unmet');
}

function tile(id, title, figure, show, bound, note) {
  const box = document.createElement('article');
  box.className = 'tile';
  box.id = id;
  const value = element('p', figure.value === null ? '\u2013' : show(figure.value), 'value');
  box.append(element('h3', title), value);
  if (bound) {
    box.append(verdict(figure, bound));
  }
  if (note) {
    box.append(element('p', note, 'note'));
  }
  return box;
}

function figures(stats) {
  const f = stats.figures;
  const c = stats.counts;
  const kind = name => c.kinds[name];
  const of = name => `${count(kind(name).hits)} of ${count(kind(name).asked)}`;
  const saved = Object.values(c.saved).reduce((sum, each) => sum + each, 0);
  const features = kind('audio-features');
  put(byId('figures'), [
    tile('hit-features', 'Hit rate, audio features', f.hitRateFeatures, percent,
      'at least 70 %', of('audio-features')),
    tile('hit-ids', 'Hit rate, ids', f.hitRateIds, percent, 'at least 80 %', of('ids')),
    tile('workflow-calls', 'Calls a workflow', f.callsPerWorkflow, count, 'under 20',
      'the middle one of the latest'),
    tile('workflow-time', 'Time a workflow', f.secondsPerWorkflow,
      value => duration(value * 1000), 'under 150 s', 'the middle one of the latest'),
    tile('calls', 'Calls to RecoBeat', { value: c.calls }, count, null,
      `${count(saved)} saved of ${count(c.asked)} asked`),
    tile('latency', 'Latency P50', f.latencyP50Ms, duration, null,
      f.latencyP95Ms.value === null ? 'no call yet'
        : `P95 ${duration(f.latencyP95Ms.value)}, P99 ${duration(f.latencyP99Ms.value)}`),
    tile('missing', 'Answers without features', f.missingFeatures, percent, null,
      `${count(features.missing)} of ${count(features.asked)}`),
    tile('guesses', 'Features guessed', f.guessed, percent, null,
      c.guesses === 0 ? 'nobody was given a guess'
        : `${count(c.guesses)}, of these by the genre alone ${percent(f.defaults.value)}`),
    tile('failed', 'Failed answers', f.failed, percent,
      `at most the share of failed calls, ${percent(f.failed.atMost)}`,
      `broken calls ${count(c.outcomes.broken)}, refused for the rate `
        + count(c.outcomes.throttled))
  ]);
  byId('span').textContent = `Figures of the last ${duration(stats.spanSeconds * 1000)}`;
}

function now(stats) {
  const n = stats.now;
  const rows = n === null ? [['Engine', 'not asked yet']] : [
    ['Circuit breaker', n.breaker, n.breaker !== 'closed'],
    ['Gate', `${count(n.ratePerSecond)} calls a second`],
    ['Pause', n.pausedMs > 0 ? duration(n.pausedMs) : 'none', n.pausedMs > 0],
    ['Calls under way', `${n.calls} of ${n.concurrency}`],
    ['Ids under way', `${count(n.flights)}, ${count(n.queued)} queued`],
    ['Requests waiting', count(n.requests)],
    ['Near cache', `${count(n.near.entries)} entries, ${bytes(n.near.bytes)}`],
    ['Redis', !n.redis.up ? 'does not answer'
      : n.redis.keys === undefined ? 'answers'
      : `${count(n.redis.keys)} keys, ${bytes(n.redis.memoryBytes)}`
        + (n.redis.memoryBytesMax ? ` of ${bytes(n.redis.memoryBytesMax)}` : ''),
    !n.redis.up]];
  put(byId('now'), rows.map(([term, value, isBad]) => {
    const row = document.createElement('div');
    row.append(element('dt', term), element('dd', value, isBad ? 'bad' : ''));
    return row;
  }));
}

function workflows(stats) {
  const rows = stats.workflows.map(each => {
    const row = document.createElement('tr');
    const name = element('th', each.workflow);
    name.scope = 'row';
    row.append(name,
      element('td', each.running ? 'running' : `idle ${duration(each.idleMs)}`,
        each.running ? 'running' : ''),
      ...[each.asked, each.calls, each.hits, each.joined, each.missing, each.guessed, each.failed]
        .map(value => element('td', count(value))),
      element('td', duration(each.durationMs)),
      element('td', each.naiveMs === null ? '\u2013' : duration(each.naiveMs)));
    return row;
  });
  put(byId('workflows').tBodies[0], rows.length > 0 ? rows : [nothing()]);
}

function nothing() {
  const row = document.createElement('tr');
  const cell = element('td', 'none has asked lately');
  cell.colSpan = 11;
  row.append(cell);
  return row;
}

function items(place, rows) {
  put(byId(place), rows.length === 0 ? [element('li', 'none met yet')]
    : rows.map(each => {
      const row = element('li', ` \u00d7 ${count(each.asks)}`);
      row.prepend(...(each.name ? [each.name, ' '] : []),
        ...(each.id ? [element('code', each.id)] : []));
      return row;
    }));
}

function missing(stats) {
  items('missing-tracks', lacks.tracks(stats.missing.tracks));
  items('missing-artists', lacks.artists());
  const absent = stats.missing.artists;
  byId('absent-title').hidden = byId('absent-artists').hidden = absent.length === 0;
  items('absent-artists', absent);
}

function show(stats) {
  lastAt = stats.at;
  figures(stats);
  now(stats);
  workflows(stats);
  lacks.look();
  missing(stats);
  if (stats.point && curves) {
    curves.add(stats.point);
  }
}

async function load() {
  const answer = await fetch('/api/v1/stats', { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  return answer.json();
}

let wasLost = false;

function told(state, againMs) {
  const pill = byId('connection');
  if (pill.dataset.state !== state) {
    pill.dataset.state = state;
    pill.textContent = state === 'live' ? 'live' : 'connection lost';
  }
  const lost = byId('lost');
  lost.hidden = state === 'live';
  if (state === 'lost') {
    const at = lastAt && new Date(lastAt).toLocaleTimeString('en-GB');
    lost.textContent = 'The connection to the engine is lost.'
      + (at ? ` What stands here is of ${at}.` : '') + ` Trying again in ${duration(againMs)}.`;
    wasLost = true;
  } else if (wasLost) {
    wasLost = false;
    load().then(stats => curves.renew(stats.history)).catch(() => {});
  }
}

async function start(againMs) {
  try {
    const stats = await load();
    curves = new Curves(byId('curves'), stats.history);
    show(stats);
    const bus = new Bus(`${stats.addresses}.event.stats`, show, told);
    prepare(bus, `${stats.addresses}.audio-features`);
  } catch (failure) {
    told('lost', againMs);
    setTimeout(() => start(Math.min(10000, 2 * againMs)), againMs);
  }
}

start(500);
