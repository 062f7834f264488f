// Ids that are pasted, and what the engine knows of them.

import { duration } from './curves.js';

const WAIT_MS = 30000;
const IDS_MAX = 1000;
const LINK = /(?:open\.spotify\.com\/(?:[a-z-]+\/)?track\/|spotify:track:)([0-9A-Za-z]{22})/;
const SHOWN = ['energy', 'valence', 'danceability', 'tempo', 'loudness'];

const byId = id => document.getElementById(id);

/** What a text names: links become ids, each once, in their order. */
export function idsOf(text) {
  const words = text.split(/[\s,;"']+/).filter(word => word !== '');
  return [...new Set(words.map(word => LINK.exec(word)?.[1] ?? word))];
}

export function prepare(bus, address) {
  byId('try').addEventListener('submit', event => {
    event.preventDefault();
    const ids = idsOf(byId('ids').value);
    if (ids.length === 0 || ids.length > IDS_MAX) {
      byId('try-told').textContent =
        ids.length === 0 ? 'Nothing that could be an id.' : `At most ${IDS_MAX} ids at once.`;
      return;
    }
    ask(bus, address, ids);
  });
}

async function ask(bus, address, ids) {
  const button = byId('try').querySelector('button');
  const focused = document.activeElement;
  button.disabled = true;
  byId('try-told').textContent = `Asking for ${ids.length}...`;
  const begun = performance.now();
  try {
    const accept = byId('guess').checked ? 'default' : 'stale';
    const reply = await bus.ask(address, { ids, waitMs: WAIT_MS, accept });
    show(reply.outcomes);
    byId('try-told').textContent = `${reply.outcomes.length} answered in `
      + `${duration(performance.now() - begun)}, ${reply.calls} calls made.`;
  } catch (failure) {
    byId('try-told').textContent = `Not answered: ${failure.message}.`;
  } finally {
    button.disabled = false;
    // What is disabled loses the focus.
    focused.focus();
  }
}

function why(id) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'why';
  button.textContent = 'why?';
  button.setAttribute('aria-label', `Explain ${id}`);
  button.addEventListener('click', () => explain(id));
  return button;
}

let explained = 0;

async function explain(id) {
  const asked = ++explained;
  let lines;
  try {
    const answer = await fetch(`/api/v1/ids/${encodeURIComponent(id)}`, { cache: 'no-store' });
    const told = await answer.json();
    lines = answer.ok ? explanation(told) : [told.detail ?? told.title ?? `${answer.status}`];
  } catch (failure) {
    lines = ['It could not be asked: the engine does not answer.'];
  }
  // The last one that was asked for is shown, whoever is answered last.
  if (asked !== explained) {
    return;
  }
  byId('explained-title').textContent = `What is known of ${id}`;
  byId('explained-lines').replaceChildren(...lines.map(line => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
  byId('explained').hidden = false;
  byId('explained').focus();
}

/** In words: what is kept where, for how long, and what is being done. */
export function explanation(told) {
  const names = told.names.filter(name => name !== told.id);
  const lines = names.length > 0 ? [`Also known as ${names.join(', ')}.`] : [];
  lines.push(...told.entries.map(kept), ...told.mappings.map(kept), ...told.flights.map(flying));
  if (told.entries.length + told.mappings.length + told.flights.length === 0) {
    lines.push('Nothing is kept of it, and nothing is under way: who asks for it causes a call.');
  }
  if (!told.isComplete) {
    lines.push('Redis did not answer; this is what memory holds.');
  }
  return lines;
}

function kept(entry) {
  const place = entry.tier === 'near' ? 'memory' : 'Redis';
  const what = entry.status === 'found' ? 'kept' : 'known to be missing';
  const confirmed = entry.strikes > 0 ? `, confirmed ${entry.strikes} times` : '';
  const next = entry.freshness === 'fresh' ? `asked for again in ${age(entry.believedMs)}`
    : entry.freshness === 'stale'
      ? `past its life: asked for again when wanted, served meanwhile for ${age(entry.remainingMs)}`
      : 'expired: asked for again when wanted';
  return `${entry.kind} of ${entry.id}: ${what} in ${place}${confirmed}, `
    + `${age(entry.ageMs)} old, ${next}.`;
}

function flying(flight) {
  const state = { 'looked-up': 'being looked up in Redis', queued: 'waits for a call',
    paused: 'waits for another try', sent: 'asked for just now' }[flight.state];
  return `${flight.kind} of ${flight.id}: ${state}, ${flight.attempts} calls made for it, `
    + `${flight.waiters} requests wait.`;
}

function show(outcomes) {
  const rows = outcomes.map(outcome => {
    const row = document.createElement('tr');
    const cells = [outcome.id,
      outcome.status + (outcome.reason ? `: ${outcome.reason}` : ''),
      outcome.source ?? '-',
      outcome.basis ? '-' : outcome.source ? age(outcome.ageMs ?? 0) : '-',
      outcome.basis ? `${Math.round(outcome.confidence * 100)} %, ${outcome.basis}` : '-',
      outcome.value ? features(outcome.value) : '-'];
    cells.forEach(text => {
      const cell = document.createElement('td');
      cell.textContent = text;
      row.append(cell);
    });
    const last = document.createElement('td');
    last.append(outcome.reason === 'malformed' ? '-' : why(outcome.id));
    row.append(last);
    return row;
  });
  byId('answers').tBodies[0].replaceChildren(...rows);
  byId('answers-region').hidden = false;
}

function age(ms) {
  return ms < 3600000 ? duration(ms)
    : ms < 86400000 ? `${Math.round(ms / 3600000)} h`
    : `${Math.round(ms / 86400000)} d`;
}

/** An ISRC has several rows. */
function features(value) {
  const rows = Array.isArray(value) ? value : [value];
  return rows.map(row => SHOWN.filter(name => name in row)
    .map(name => `${name} ${row[name]}`).join(', ')).join(' | ');
}
