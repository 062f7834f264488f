// The curves of the last hour, drawn by uPlot.

const HEIGHT = 190;
const POINTS_MAX = 720;

// Steps of an axis of bytes.
const POWERS = Array.from({ length: 40 }, (_, power) => 2 ** power);

const percent = value => value === null ? '-' : `${Math.round(value * 100)} %`;
const plain = value => value === null ? '-' : `${Math.round(value * 100) / 100}`;

export function bytes(value) {
  return value === null ? '-'
    : value >= 1 << 20 ? `${(value / (1 << 20)).toFixed(1)} MiB`
    : `${(value / 1024).toFixed(0)} KiB`;
}

/** A minute at least, as ticks of less would all show the same second. */
function span(at) {
  const last = at.at(-1) ?? Date.now() / 1000;
  return [Math.min(at[0] ?? last, last - 60), last];
}

const time = seconds => new Date(seconds * 1000).toLocaleTimeString('en-GB');

export function duration(ms) {
  if (ms === null) {
    return '-';
  }
  return ms < 1000 ? `${Math.round(ms)} ms`
    : ms < 60000 ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60000)} min ${Math.round(ms % 60000 / 1000)} s`;
}

const CHARTS = [
  { title: 'Hit rate', show: percent, range: [0, 1], lines: [
    ['hitRateFeatures', 'audio features'], ['hitRateIds', 'ids'], ['hitRate', 'all kinds']] },
  { title: 'Calls saved a minute', show: plain, range: [0, null], lines: [
    ['savedNear', 'near cache'], ['savedRedis', 'Redis'], ['savedJoined', 'joined'],
    ['savedBatched', 'batched'], ['savedNegative', 'known to be missing']] },
  { title: 'RecoBeat latency', show: duration, range: [0, null], lines: [
    ['p50', 'P50'], ['p95', 'P95'], ['p99', 'P99']] },
  { title: 'Calls made a minute, and the gate', show: plain, range: [0, null], lines: [
    ['calls', 'calls a minute'], ['rate', 'may leave a second']] },
  { title: 'Redis memory', show: bytes, steps: POWERS, range: [0, null], lines: [
    ['memory', 'taken']] }
];

export class Curves {
  constructor(place, history) {
    this.place = place;
    this.history = history;
    this.plots = [];
    this.draw();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    new ResizeObserver(() => this.fit()).observe(place);
  }

  draw() {
    this.plots.forEach(plot => plot.destroy());
    this.place.replaceChildren();
    this.plots = CHARTS.map(chart => this.plot(chart));
    this.tell();
    // Each was as wide as there was room before the next one came.
    this.fit();
  }

  plot(chart) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--quiet').trim();
    const grid = { stroke: style.getPropertyValue('--line').trim(), width: 1 };
    const box = document.createElement('figure');
    box.className = 'curve';
    const caption = document.createElement('figcaption');
    caption.textContent = chart.title;
    box.append(caption);
    box.setAttribute('role', 'img');
    this.place.append(box);
    const [low, high] = chart.range;
    return new uPlot({
      width: this.width(box),
      height: HEIGHT,
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { range: plot => span(plot.data[0]) }, y: { range: (plot, min, max) =>
        [low, high ?? Math.max(max === null ? 1 : max * 1.1, 1e-9)] } },
      axes: [
        { stroke: ink, grid, ticks: grid, space: 70,
          values: (plot, ticks) => ticks.map(time) },
        { stroke: ink, grid, ticks: grid, size: 70,
          ...(chart.steps ? { incrs: chart.steps } : {}),
          values: (plot, ticks) => ticks.map(chart.show) }],
      series: [
        { label: 'time', value: (plot, at) => at === null ? 'latest' : time(at) },
        ...chart.lines.map(([, label], index) => ({
          label,
          stroke: style.getPropertyValue(`--c${index + 1}`).trim(),
          width: 2,
          dash: index < 3 ? undefined : [6, 3],
          spanGaps: true,
          // A line of one point is none.
          points: { show: plot => plot.data[0].length < 2 },
          value: (plot, value, series, at) =>
            chart.show(at === null ? plot.data[series].at(-1) ?? null : value ?? null)
        }))]
    }, this.data(chart), box);
  }

  data(chart) {
    return [this.history.at, ...chart.lines.map(([name]) => this.history[name])];
  }

  width(box) {
    return Math.max(200, box.clientWidth - 16);
  }

  fit() {
    this.plots.forEach(plot => {
      const width = this.width(plot.root.parentElement);
      if (width !== plot.width) {
        plot.setSize({ width, height: HEIGHT });
      }
    });
  }

  /** The history is another one: after the connection was lost. */
  renew(history) {
    this.history = history;
    this.show();
  }

  add(point) {
    if (point.at <= (this.history.at.at(-1) ?? 0)) {
      return;
    }
    Object.keys(this.history).forEach(name => {
      this.history[name].push(point[name]);
      if (this.history[name].length > POINTS_MAX) {
        this.history[name].shift();
      }
    });
    this.show();
  }

  show() {
    this.plots.forEach((plot, index) => plot.setData(this.data(CHARTS[index])));
    this.tell();
  }

  /** The latest values in words, for who does not see the curves. */
  tell() {
    this.plots.forEach((plot, index) => {
      const { title, show, lines } = CHARTS[index];
      const latest = lines.map(([name, label]) =>
        `${label} ${show(this.history[name].at(-1) ?? null)}`);
      plot.root.parentElement.setAttribute('aria-label', `${title}: ${latest.join(', ')}`);
    });
  }
}
