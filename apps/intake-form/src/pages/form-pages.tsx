import { Injectable } from '@nestjs/common';
import { PolicyStore, type Question } from '@redress/policy';
import { understand } from '@redress/understanding';
import type { VNode } from 'preact';
import type { FieldProblem } from '../answers/field-problem.js';
import { sentenceOf } from '../answers/field-sentences.js';
import { CheckPage } from './check.view.js';
import { placeOf, type Draft, type Step } from './draft.rules.js';
import { ContactPage, QuestionsPage, TextPage } from './form.view.js';
import type { Voice } from '../language/voice.js';

/** Renders the pages of the form, with the questions for what was typed. */
@Injectable()
export class FormPages {
  constructor(private readonly policies: PolicyStore) {}

  /** The questions about the text, and those that were already answered. */
  questions(draft: Draft): Question[] {
    const policy = this.policies.current;
    const asked = draft.text.trim() === '' ? [] : understand(draft.text, policy).questions;
    const known = new Map(
      [...policy.questions, ...policy.categories.flatMap(({ questions }) => questions)].map((question) => [
        question.id,
        question,
      ]),
    );
    const answered = Object.keys(draft.answers)
      .filter((id) => !asked.some((question) => question.id === id))
      .map((id) => known.get(id))
      .filter((question) => question !== undefined);
    return [...asked, ...answered];
  }

  /** `trouble`: why the request failed although the fields are valid. */
  page(voice: Voice, step: Step, draft: Draft, problems: readonly FieldProblem[], trouble?: string): VNode {
    const messages = problems.map((problem) => ({
      field: placeOf(problem.path, draft).field,
      message: sentenceOf(voice, problem),
    }));
    const danger = draft.text !== '' && understand(draft.text, voice.policy).danger;
    const props = { voice, draft, messages, danger, trouble };
    switch (step) {
      case 'text':
        return <TextPage {...props} />;
      case 'questions':
        return <QuestionsPage {...props} questions={this.questions(draft)} />;
      case 'contact':
        return <ContactPage {...props} />;
      case 'check':
        return <CheckPage {...props} questions={this.questions(draft)} />;
    }
  }
}
