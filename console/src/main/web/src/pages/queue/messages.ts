import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'queue.title': ['Hàng đợi', 'Queue'],
});
