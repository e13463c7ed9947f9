/** The port that carries messages to persons. An adapter is thin: it hands over and says what it was told. */
export interface MessageChannel {
  /** Throws a `ChannelFault` where nobody can know whether it was taken over (a broken wire, a fault of the other side): it is tried again with the same id. */
  send(message: OutgoingMessage): Promise<Handed>
}

export interface OutgoingMessage {
  /** The same for every attempt: who was given it twice sends it once. */
  id: string
  /** Mobile number, 11 digits. */
  to: string
  words: string
}

/** Nobody can know whether it was taken over. The sentence is shown beside the message. */
export class ChannelFault extends Error {}

/** `accepted`: taken over for sending, under the other side's own `reference`. A refusal is final. */
export type Handed = { accepted: true; reference: string } | { accepted: false; why: string }
