import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'events.title': ['Sự kiện', 'Events'],
});
