// The event bus over a plain web socket: JSON frames, as Vert.x's bridge speaks them.

const PING_MS = 5000;
const AGAIN_MS = 500;
const AGAIN_MS_MAX = 10000;
// No event for so long, while one comes each second, is a connection lost too.
const SILENCE_MS = 6000;

export class Bus {
  /** told(state, againMs): live, or lost and tried again after that long. */
  constructor(address, event, told) {
    this.address = address;
    this.event = event;
    this.told = told;
    this.waiting = new Map();
    this.failures = 0;
    this.number = 0;
    this.open();
  }

  open() {
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const socket = new WebSocket(scheme + location.host + '/eventbus/websocket');
    // The bridge writes its JSON into binary frames.
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.send({ type: 'register', address: this.address, headers: {} });
      this.pinging = setInterval(() => this.send({ type: 'ping' }), PING_MS);
      this.heard();
    };
    socket.onmessage = message => this.take(JSON.parse(
      typeof message.data === 'string' ? message.data : new TextDecoder().decode(message.data)));
    socket.onclose = () => this.lost(socket);
  }

  heard() {
    clearTimeout(this.silence);
    const socket = this.socket;
    this.silence = setTimeout(() => {
      socket.close();
      this.lost(socket);
    }, SILENCE_MS);
  }

  lost(socket) {
    if (socket !== this.socket) {
      return;
    }
    this.socket = null;
    clearInterval(this.pinging);
    clearTimeout(this.silence);
    this.waiting.forEach(each => each.reject(new Error('the connection was lost')));
    this.waiting.clear();
    const again = Math.min(AGAIN_MS_MAX, AGAIN_MS * 2 ** this.failures++);
    this.told('lost', again);
    setTimeout(() => this.open(), again);
  }

  take(frame) {
    const asked = this.waiting.get(frame.address);
    if (asked) {
      this.waiting.delete(frame.address);
      if (frame.type === 'err') {
        asked.reject(new Error(frame.message));
      } else {
        asked.resolve(frame.body);
      }
    } else if (frame.address === this.address && frame.type === 'rec') {
      this.failures = 0;
      this.heard();
      this.told('live');
      this.event(frame.body);
    }
  }

  /** The answer to a request at a public address. */
  ask(address, body) {
    return new Promise((resolve, reject) => {
      const reply = `page-${Date.now()}-${this.number++}`;
      this.waiting.set(reply, { resolve, reject });
      if (!this.send({ type: 'send', address, body, replyAddress: reply, headers: {} })) {
        this.waiting.delete(reply);
        reject(new Error('there is no connection'));
      }
    });
  }

  send(frame) {
    const isOpen = this.socket !== null && this.socket.readyState === WebSocket.OPEN;
    if (isOpen) {
      this.socket.send(JSON.stringify(frame));
    }
    return isOpen;
  }
}
