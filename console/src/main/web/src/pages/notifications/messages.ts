import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'notifications.title': ['Thông báo đã gửi', 'Notifications'],
});
