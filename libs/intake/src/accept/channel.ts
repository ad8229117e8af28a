/** The channel of a service: the first part of what the ids of its complaints are made from. It never changes. */
export class Channel {
  /** @param name lower-case letters, such as `form` or `email` */
  constructor(readonly name: string) {
    if (!/^[a-z]{1,40}$/.test(name)) throw new RangeError(`not a name for a channel: ${name}`);
  }
}
