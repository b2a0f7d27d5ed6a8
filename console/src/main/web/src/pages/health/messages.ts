import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'health.title': ['Sức khoẻ hệ thống', 'Health'],
});
