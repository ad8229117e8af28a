import { Injectable } from '@nestjs/common';
import { RequestLimits } from '@redress/intake';
import { FormConfig } from '../config.js';

/** The limits of the form's requests, as configured. */
@Injectable()
export class FormLimits extends RequestLimits {
  constructor(config: FormConfig) {
    super({
      perContactPerHour: config.FORM_PER_CONTACT,
      perReferencePerHour: config.FORM_PER_DRAFT,
      perAddressPerMinute: config.FORM_PER_ADDRESS,
    });
  }
}
