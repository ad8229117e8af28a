import { Injectable } from '@nestjs/common';
import { Installation, isNumber, readNumber } from '@redress/contracts';
import { CodeTries } from './code-tries.js';
import { TrackedComplaints } from './tracked-complaints.js';

/** Grants access to a complaint with its signed link, or with its number and 查询码. */
@Injectable()
export class OpenComplaint {
  constructor(
    private readonly installation: Installation,
    private readonly tries: CodeTries,
    private readonly complaints: TrackedComplaints,
  ) {}

  /** The complaint's id, or undefined for an unknown number and for a wrong code alike. Throws TooMany. */
  async byCode(typedNumber: string, typedCode: string): Promise<string | undefined> {
    const number = readNumber(typedNumber);
    if (!isNumber(number)) return undefined;
    await this.tries.take(number);
    const id = await this.complaints.idByCode(number, readNumber(typedCode));
    if (id) await this.tries.giveBack(number);
    return id;
  }

  /** The complaint's id, or undefined where the link was not signed by us. */
  byLink(token: string): string | undefined {
    return this.installation.readLinkToken(token);
  }
}
