import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'wall.title': ['Màn hình điều hành', 'Wall display'],
});
