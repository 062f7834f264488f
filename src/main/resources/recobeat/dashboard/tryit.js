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
