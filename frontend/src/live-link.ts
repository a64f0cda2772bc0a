// The way from a page to the live process: a ticket is asked for, a websocket opened, opened again
// when it falls. What was written meanwhile on either side comes together by itself (Yjs).
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

export interface Person {
  id: number;
  name: string;
  hue: number;
  at: unknown;
}

export interface Door {
  address: string;
  epoch: string;
  ticket: string;
}

/** away: it is tried again; closed: it is not. */
export type State = "away" | "joined" | "closed";

interface Said {
  people?: Person[];
  person?: Person;
  left?: number;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 6000;
/** Where nobody could be reached so far, and perhaps never can be. */
const LONGEST_BEFORE = 60_000;
const TOGETHER = 30;
const SILENCE = 45_000;
const PATIENCE = 10_000;
const REFUSED = new Set([4400, 4403, 4413]);
export const BEGUN_ANEW = 4409;

export class Link {
  readonly people = new Map<number, Person>();
  epoch: string | null = null;
  state: State = "away";
  code = 0;
  private socket: WebSocket | null = null;
  private tries = 0;
  private waiting: Uint8Array[] = [];
  private sending = 0;
  private trying = 0;
  private watch = 0;

  constructor(
    readonly doc: Y.Doc,
    private readonly ask: () => Promise<Door | "closed" | null>,
    private readonly told: (link: Link) => void,
  ) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.gather(update);
    });
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("pagehide", () => this.flush());
    void this.open();
  }

  /** Tell the others where one is writing. */
  move(at: unknown): void {
    if (this.state === "joined") this.socket?.send(JSON.stringify({ at }));
  }

  /** Send at once what waits. */
  flush(): void {
    clearTimeout(this.sending);
    this.sending = 0;
    if (!this.isOpen || !this.waiting.length) return;
    const update = Y.mergeUpdates(this.waiting);
    this.waiting = [];
    this.send((encoder) => sync.writeUpdate(encoder, update));
  }

  private get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  private gather(update: Uint8Array): void {
    if (!this.isOpen) return; // it goes with all the rest when the way is open again
    this.waiting.push(update);
    this.sending ||= window.setTimeout(() => this.flush(), TOGETHER);
  }

  private async open(): Promise<void> {
    let door: Door | "closed" | null = null;
    try {
      door = await this.ask();
    } catch {
      door = null;
    }
    if (door === "closed") this.become("closed");
    else if (!door) {
      this.become("away");
      this.again();
    } else if (this.epoch !== null && this.epoch !== door.epoch) {
      this.code = BEGUN_ANEW;
      this.become("closed");
    } else this.begin(door);
  }

  private begin(door: Door): void {
    const address = new URL(door.address, location.href);
    if (address.protocol.startsWith("http")) address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      socket.send(JSON.stringify({ ticket: door.ticket, client: this.doc.clientID, epoch: door.epoch }));
      this.send((encoder) => sync.writeSyncStep1(encoder, this.doc));
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      this.beat();
      if (typeof event.data === "string") this.hear(JSON.parse(event.data) as Said);
      else this.read(new Uint8Array(event.data), door.epoch);
    };
    socket.onclose = (event) => this.end(socket, event.code);
    this.beat();
  }

  private send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    write(encoder);
    this.socket?.send(encoding.toUint8Array(encoder));
  }

  private read(data: Uint8Array, epoch: string): void {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== 0) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    const kind = sync.readSyncMessage(decoder, encoder, this.doc, this);
    if (encoding.length(encoder) > 1) this.socket?.send(encoding.toUint8Array(encoder));
    if (kind !== sync.messageYjsSyncStep2 || this.state === "joined") return;
    this.tries = 0;
    this.epoch = epoch;
    this.become("joined");
  }

  private hear(said: Said): void {
    if (said.people) {
      this.people.clear();
      for (const person of said.people) this.people.set(person.id, person);
    }
    if (said.person) this.people.set(said.person.id, said.person);
    if (said.left !== undefined) this.people.delete(said.left);
    this.told(this);
  }

  private become(state: State): void {
    this.state = state;
    this.told(this);
  }

  private beat(): void {
    clearTimeout(this.watch);
    const pause = this.state === "joined" ? SILENCE : PATIENCE;
    this.watch = window.setTimeout(() => this.socket?.close(), pause);
  }

  private end(socket: WebSocket, code: number): void {
    if (this.socket !== socket) return;
    this.socket = null;
    this.code = code;
    this.waiting = [];
    this.people.clear();
    clearTimeout(this.watch);
    if (REFUSED.has(code) || code === BEGUN_ANEW) this.become("closed");
    else {
      this.become("away");
      this.again();
    }
  }

  private again(): void {
    const longest = this.epoch === null ? LONGEST_BEFORE : LONGEST_PAUSE;
    const pause = Math.min(FIRST_PAUSE * 2 ** this.tries, longest);
    this.tries += 1;
    this.trying = window.setTimeout(() => void this.open(), pause * (0.75 + Math.random() / 2));
  }

  private hurry(): void {
    if (this.state !== "away" || this.socket) return;
    clearTimeout(this.trying);
    void this.open();
  }
}
