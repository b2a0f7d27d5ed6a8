import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'accounts.title': ['Tài khoản, mã truy cập', 'Accounts and tokens'],
});
