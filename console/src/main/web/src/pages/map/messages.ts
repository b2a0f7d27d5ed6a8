import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'map.title': ['Bản đồ', 'Map'],
});
