import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'signIn.title': ['Đăng nhập', 'Sign in'],
});
