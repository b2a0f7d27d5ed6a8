import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'rules.title': ['Luật', 'Rules'],
});
