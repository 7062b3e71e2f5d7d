import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { understand } from '../understand.ts';
import { wordsInChat } from './transcript.ts';

const intake = (await defaultRules().get('intake')).document;
const dialogue = [
  { role: 'assistant', content: 'How can I help you?' },
  { role: 'user', content: 'We need the platform for 30 people.' },
  { role: 'assistant', content: 'Buy our casino viagra package? When do you need it?' },
  { role: 'user', content: 'Within 3 months.' },
];

describe('a chat with its transcript (R36)', () => {
  it.each([
    ['turns with roles', { transcript: dialogue }],
    [
      'turns of another tool',
      {
        chat_transcript: dialogue.map(({ role, content }) => ({
          sender: role === 'user' ? 'Besucher' : 'Bot',
          text: content,
        })),
      },
    ],
    [
      'a text with times',
      {
        Chatverlauf:
          '[10:01] Bot: How can I help you?\n[10:02] Visitor: We need the platform for 30 people.\n(10:03) Bot: When\ndo you need it?\n[10:04] Visitor: Within 3 months.',
      },
    ],
    [
      'a text with the name of the person',
      {
        conversation:
          'Bot: How can I help you?\nEva Ott: We need the platform for 30 people.\nWithin 3 months.',
      },
    ],
  ])('gives the words of the person out of %s', (_, extra) => {
    expect(wordsInChat(extra)).toBe('We need the platform for 30 people.\nWithin 3 months.');
  });

  it.each([
    ['no transcript', { note: 'Visitor: hello' }],
    ['a transcript that is a number', { transcript: 7 }],
    ['turns without names', { transcript: [{ text: 'hello' }, 'hello', null] }],
    ['a text without names', { transcript: 'hello' }],
  ])('is none where there is %s', (_, extra) => {
    expect(wordsInChat(extra)).toBeNull();
  });

  const sender = {
    intake,
    now: '2026-11-24T09:00:00.000Z',
    language: 'en',
    channel: 'web_form',
    source: 'bot',
  } as const;

  it('is understood by what the person wrote, keeps the transcript and comes over the channel chat', () => {
    const { channel, text, extra, findings } = understand(
      { email: 'eva@ott.example', transcript: dialogue },
      sender,
    );
    expect({ channel, text }).toEqual({
      channel: 'chat',
      text: 'We need the platform for 30 people.\nWithin 3 months.',
    });
    expect(extra.transcript).toEqual(dialogue);
    expect(findings).toEqual([]);
  });

  it('leaves a message and a channel that are said as they are', () => {
    const said = { email: 'eva@ott.example', transcript: dialogue, message: 'Call me', channel: 'phone' };
    expect(understand(said, sender)).toMatchObject({ channel: 'phone', text: 'Call me' });
  });

  it('says that nothing is wanted where only the bot spoke', () => {
    const { findings } = understand({ email: 'eva@ott.example', transcript: dialogue.slice(0, 1) }, sender);
    expect(findings).toMatchObject([{ code: 'interest-missing' }]);
  });
});
